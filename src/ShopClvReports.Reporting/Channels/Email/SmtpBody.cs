namespace ShopClvReports.Reporting;

/// <summary>
/// The text of a message on its way to a mail server: a line that starts with a dot gets one more (RFC 5321, 4.5.2), so that no text
/// can end the message early. Written to only; in pieces, flushed at the end.
/// </summary>
/// <param name="send">Sends a piece.</param>
sealed class SmtpBody(Func<ReadOnlyMemory<byte>, CancellationToken, Task> send) : Stream
{
#if DEBUG
    const int Piece = 1_000;
#else
    const int Piece = 1 << 15;
#endif

    readonly byte[] _piece = new byte[Piece];
    int _used;
    bool _lineStart = true;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var read = 0; read < buffer.Length;)
        {
            if (_used > Piece - 2) await FlushAsync(cancellationToken);
            read += Take(buffer.Span[read..]);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await send(_piece.AsMemory(0, _used), cancellationToken);
        _used = 0;
    }

    public override void Flush() => throw new NotSupportedException();
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <returns>How many bytes found room.</returns>
    int Take(ReadOnlySpan<byte> text)
    {
        var taken = 0;
        while (taken < text.Length && _used <= Piece - 2)
        {
            var b = text[taken++];
            if (_lineStart && b == '.') _piece[_used++] = (byte)'.';
            _piece[_used++] = b;
            _lineStart = b == '\n';
        }

        return taken;
    }
}
