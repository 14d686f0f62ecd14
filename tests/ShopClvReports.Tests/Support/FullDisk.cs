using System.ComponentModel;
using System.Diagnostics;

namespace ShopClvReports.Tests;

/// <summary>A disk of a few megabytes that can be filled up and emptied again.</summary>
sealed class FullDisk : IDisposable
{
    readonly DirectoryInfo _mount = Directory.CreateTempSubdirectory("shopclv-disk-");

    FullDisk()
    {
    }

    public string Folder => _mount.FullName;

    string Ballast => Path.Combine(Folder, "ballast");

    /// <returns>Null where this user may not mount one.</returns>
    public static FullDisk? Mount(int megabytes)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var disk = new FullDisk();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder)) return disk;
        disk._mount.Delete();
        return null;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        var drive = new DriveInfo(Folder);
        using var file = File.Create(Ballast, bufferSize: 0);
        while (drive.AvailableFreeSpace is > 0 and var space) file.Write(new byte[Math.Min(space, 1 << 20)]);
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        if (!Run("umount", Folder)) throw new InvalidOperationException($"{Folder} could not be unmounted");
        _mount.Delete();
    }

    static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs a <see cref="FullDisk"/>; skipped, and says so, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FullDiskFactAttribute : FactAttribute
{
    public FullDiskFactAttribute()
    {
        using var disk = FullDisk.Mount(1);
        if (disk is null) Skip = "needs the right to mount a small disk: run as root on Linux";
    }
}
