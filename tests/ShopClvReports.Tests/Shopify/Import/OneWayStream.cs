namespace ShopClvReports.Tests;

/// <summary>Like a pipe: cannot seek, does not know its length, and hands out no more at once than it is told to.</summary>
public sealed class OneWayStream(Stream inner, int most = 1000) : Stream
{
    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, most));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A text that comes into being while it is read.</summary>
public sealed class LazyStream(IEnumerable<byte[]> parts) : Stream
{
    readonly IEnumerator<byte[]> _parts = parts.GetEnumerator();
    byte[] _part = [];
    int _at;

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_at == _part.Length)
        {
            if (!_parts.MoveNext()) return 0;
            (_part, _at) = (_parts.Current, 0);
        }

        var length = Math.Min(count, _part.Length - _at);
        _part.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
        _at += length;
        return length;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
