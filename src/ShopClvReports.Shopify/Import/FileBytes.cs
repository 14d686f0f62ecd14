namespace ShopClvReports.Shopify;

/// <summary>A file's bytes as they lie there, counted. The first can be looked at before they are read, though it cannot seek.</summary>
sealed class FileBytes(Stream inner) : Stream
{
    readonly byte[] _head = new byte[2];
    int _headEnd, _headStart;

    /// <summary>Bytes handed on.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a gzip file begins here.</summary>
    public bool IsGzip()
    {
        while (_headEnd < _head.Length && inner.Read(_head, _headEnd, _head.Length - _headEnd) is > 0 and var read) _headEnd += read;
        return _head is [0x1f, 0x8b];
    }

    public override int Read(Span<byte> buffer)
    {
        var read = Math.Min(buffer.Length, _headEnd - _headStart);
        if (read > 0)
        {
            _head.AsSpan(_headStart, read).CopyTo(buffer);
            _headStart += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        Count += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Count; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
