using System.Runtime.InteropServices;

namespace ShopClvReports.Shopify;

/// <summary>
/// A sorted run of lines in a temporary file: written from its beginning to its end, then read once. The lines name customers, so
/// the file is nobody else's, and is gone with the process however that ends.
/// </summary>
sealed class SpoolRun : IDisposable
{
    readonly FileStream _file = Open();
    byte[] _json = [];

    static FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 32 << 10,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Path.GetTempPath(), $"shopclv-import-{Path.GetRandomFileName()}");
        var file = new FileStream(path, options);
        // Without its name it goes when it is closed, also by a kill.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    /// <summary>The line that was read.</summary>
    public SpoolEntry Entry { get; private set; }

    public ReadOnlySpan<byte> Json => _json.AsSpan(0, Entry.Length);

    public void Write(SpoolEntry entry, ReadOnlySpan<byte> json)
    {
        _file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<SpoolEntry>(ref entry)));
        _file.Write(json);
    }

    /// <summary>Everything is written; from here on it is read.</summary>
    public void Rewind()
    {
        _file.Flush();
        _file.Position = 0;
    }

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        Span<SpoolEntry> entry = stackalloc SpoolEntry[1];
        if (_file.ReadAtLeast(MemoryMarshal.AsBytes(entry), 1, throwOnEndOfStream: false) == 0) return false;
        Entry = entry[0];
        if (_json.Length < Entry.Length) _json = new byte[Math.Max(Entry.Length, 4 << 10)];
        _file.ReadExactly(_json, 0, Entry.Length);
        return true;
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // The disk is full, and what was not written yet is not needed any more.
        }
    }
}
