using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Reads an artifact out of the store, one piece in memory at a time.</summary>
public sealed class ArtifactStream(IOutbox outbox, long run, Artifact artifact) : Stream
{
    byte[] _piece = [];
    int _at, _next;
    long _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => artifact.Bytes;
    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _piece.Length && !NextPiece()) return 0;
        var taken = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsSpan(_at, taken).CopyTo(buffer);
        _at += taken;
        _position += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    bool NextPiece()
    {
        if (_position == artifact.Bytes) return false;
        (_piece, _at) = (outbox.ArtifactPiece(run, artifact.Name, _next++)
            ?? throw new StoreException($"artifact {artifact.Name} of run {run} ends after {_position} of {artifact.Bytes} bytes"), 0);
        return true;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
