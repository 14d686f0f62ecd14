namespace ShopClvReports;

/// <summary>Writes a file aside and renames it into place: a reader sees the old file or the whole new one.</summary>
static class FileWriter
{
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } directory) Directory.CreateDirectory(directory);
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16)) await write(file);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
