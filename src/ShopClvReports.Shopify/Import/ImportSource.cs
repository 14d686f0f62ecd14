using System.IO.Compression;

namespace ShopClvReports.Shopify;

/// <summary>
/// A file's text, unpacked and without its byte order mark, through one sliding buffer. What is <see cref="Buffered"/> stays
/// until it is taken; <see cref="More"/> brings more behind it.
/// </summary>
sealed class ImportSource : IDisposable
{
    /// <summary>The longest element, line or CSV record that is read: 16 MB.</summary>
    public const int LongestElement = 16 << 20;

#if DEBUG
    const int StartSize = 64;
#else
    const int StartSize = 256 << 10;
#endif

    readonly FileBytes _file;
    readonly Stream _text;
    readonly string _name;
    readonly CancellationToken _cancellation;
    byte[] _buffer = new byte[StartSize];
    int _start, _end;
    ImportException? _fault;

    /// <param name="name">For messages.</param>
    /// <exception cref="ImportException">It is not UTF-8.</exception>
    public ImportSource(Stream input, string name, CancellationToken cancellation)
    {
        (_name, _cancellation) = (name, cancellation);
        _file = new FileBytes(input);
        _text = _file.IsGzip() ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        More();
        if (Buffered is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [_, 0, ..] or [0, _, ..])
            throw new ImportException($"{name} is in UTF-16, or no text at all; expected UTF-8. Save it again as \"CSV UTF-8\"");
        if (Buffered is [0xef, 0xbb, 0xbf, ..]) _start = 3;
    }

    /// <summary>What has been read and not taken.</summary>
    public ReadOnlySpan<byte> Buffered => Memory.Span;

    /// <inheritdoc cref="Buffered"/>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(_start, _end - _start);

    /// <summary>The line on which <see cref="Buffered"/> begins, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether <see cref="Buffered"/> is all there is.</summary>
    public bool Ended { get; private set; }

    /// <summary>Bytes read of the file as it lies there.</summary>
    public long FileBytesRead => _file.Count;

    /// <summary>Passes over the first of what is buffered.</summary>
    public void Take(int count)
    {
        Line += Buffered[..count].Count((byte)'\n');
        _start += count;
    }

    /// <summary>Whether what follows <see cref="Buffered"/> cannot be read.</summary>
    public bool BreaksOff => _fault is not null;

    /// <summary>Reads more behind what is buffered, which moves; false at the end of the file.</summary>
    /// <exception cref="ImportException">The file cannot be read, or breaks off in the middle of what is packed.</exception>
    public bool More()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_fault is not null) throw _fault;
        if (Ended) return false;
        if (_start > 0)
        {
            Buffered.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var before = _end;
        Fill();
        return _end > before || (_fault is null ? false : throw _fault);
    }

    /// <summary>What stands before a fault is still good.</summary>
    void Fill()
    {
        try
        {
            while (!Ended && _end < _buffer.Length)
            {
                var read = _text.Read(_buffer, _end, _buffer.Length - _end);
                _end += read;
                Ended = read == 0;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            _fault = new ImportException($"{_name} cannot be read beyond byte {_file.Count}: {e.Message} Is the file whole?", e);
        }
    }

    /// <summary>Passes over a line that is too long to be kept; its end stays.</summary>
    public void SkipLine()
    {
        int end;
        while ((end = Buffered.IndexOf((byte)'\n')) < 0)
        {
            Take(Buffered.Length);
            if (!More()) return;
        }

        Take(end);
    }

    public void Dispose()
    {
        if (_text != _file) _text.Dispose();
    }
}
