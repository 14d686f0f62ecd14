using System.Security.Cryptography;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Puts the files of one delivery into a folder. All are written out beside their places first; only then does each take its place,
/// so that a full disk leaves the files of the last report as they were.
/// </summary>
sealed class FolderWriter(string folder, Sending sending)
{
    const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    const UnixFileMode FolderRights = FileRights | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
#if DEBUG
    const int Buffer = 512;
#else
    const int Buffer = 1 << 16;
#endif

    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderRights);
    }

    /// <summary>The file that stands where a folder, or one above it, should; null when none does.</summary>
    public static string? FileInTheWay(string folder)
    {
        for (var path = folder; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
            if (File.Exists(path)) return path;
        return null;
    }

    /// <exception cref="IOException">Nothing is in its place yet, or some files are and the others not.</exception>
    public async Task<Outcome> WriteAsync(IReadOnlyList<FileToWrite> files, CancellationToken cancel)
    {
        if (files.FirstOrDefault(f => Directory.Exists(Place(f))) is { } blocked)
            return new Outcome.RejectedTarget($"{Place(blocked)} is a folder; expected a file there, or nothing");
        List<FileToWrite> changed = [];
        foreach (var file in files)
            if (!await IsThereAsync(file, cancel)) changed.Add(file);
        try
        {
            foreach (var file in changed) await PrepareAsync(file, cancel);
            if (changed.Count > 0) await sending.HandOverAsync();
            foreach (var file in changed) File.Move(Temporary(file), Place(file), overwrite: true);
        }
        finally
        {
            foreach (var file in changed) File.Delete(Temporary(file));
        }

        var kept = files.Count - changed.Count;
        var already = kept > 0 ? $", {kept} were there already" : "";
        return new Outcome.Sent(string.Join('\n', files.Select(Place)), $"wrote {changed.Count} files in {folder}{already}");
    }

    async Task<bool> IsThereAsync(FileToWrite file, CancellationToken cancel)
    {
        var (there, artifact) = (new FileInfo(Place(file)), sending.Artifact(file.Artifact));
        // A link is replaced, never read: it may lead anywhere.
        if (!there.Exists || there.LinkTarget is not null || there.Length != artifact.Bytes) return false;
        await using var stream = there.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) == artifact.Sha256;
    }

    async Task PrepareAsync(FileToWrite file, CancellationToken cancel)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileRights;
        // What a try that broke off left behind; made new, so that a link put there is not followed.
        File.Delete(Temporary(file));
        await using var source = sending.Open(file.Artifact);
        await using var target = new FileStream(Temporary(file), options);
        await source.CopyToAsync(target, Buffer, cancel);
        target.Flush(flushToDisk: true);
    }

    string Place(FileToWrite file) => Path.Combine(folder, file.Name);

    string Temporary(FileToWrite file) => Path.Combine(folder, FormattableString.Invariant($".{file.Name}.tmp-{sending.Delivery.Id}"));
}
