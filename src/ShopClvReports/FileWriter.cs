namespace ShopClvReports;

/// <summary>Writes a file aside and renames it into place: a reader sees the old file or the whole new one.</summary>
static class FileWriter
{
    /// <param name="ownerOnly">Nobody else on the machine may read it.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write, bool ownerOnly = false)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16 };
            if (ownerOnly && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new FileStream(draft, options)) await write(file);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
