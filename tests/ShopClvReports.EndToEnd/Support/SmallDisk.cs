using System.Diagnostics;

namespace ShopClvReports.EndToEnd;

/// <summary>A disk of a few megabytes in memory.</summary>
sealed class SmallDisk : IDisposable
{
    readonly string _path;

    SmallDisk(string path) => _path = path;

    string Filler => Path.Combine(_path, "filler");

    /// <returns>Null where this user may not mount.</returns>
    public static SmallDisk? Mount(string path)
    {
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", path) ? new SmallDisk(path) : null;
    }

    /// <summary>Leaves not a byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose() => Run("umount", _path);

    static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that mounts a small disk, skipped where that is not allowed.</summary>
sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        var folder = Directory.CreateTempSubdirectory("shopclv-mount-");
        using (var disk = SmallDisk.Mount(folder.FullName))
            if (disk is null) Skip = "this user may not mount a small disk to fill: run as root, in a container with --cap-add SYS_ADMIN";
        folder.Delete(recursive: true);
    }
}
