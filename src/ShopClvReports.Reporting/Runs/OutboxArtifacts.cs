using System.Security.Cryptography;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>A run's artifacts on their way into the store, piece by piece.</summary>
/// <param name="report">Null for a notice.</param>
sealed class OutboxArtifacts(IOutbox outbox, Run run, Report? report, Language language, RenderOptions options) : IArtifacts
{
#if DEBUG
    const int PieceBytes = 1000;
#else
    const int PieceBytes = 512 << 10;
#endif

    readonly Dictionary<ReportFormat, Artifact> _files = [];

    public async Task<Artifact> FileAsync(ReportFormat format, CancellationToken cancel)
    {
        if (_files.TryGetValue(format, out var known)) return known;
        if (report is null) throw new InvalidOperationException("a notice has no files");
        return _files[format] = await WriteAsync(
            "report" + format.FileExtension(), format.MediaType(), stream => ReportRenderer.WriteAsync(report, format, language, stream, options, cancel), cancel);
    }

    public async Task<Artifact> WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancel)
    {
        await using var pieces = new PieceWriter(outbox, run, name);
        await write(pieces);
        var artifact = await pieces.FinishAsync(mediaType);
        cancel.ThrowIfCancellationRequested();
        return artifact;
    }

    sealed class PieceWriter(IOutbox outbox, Run run, string name) : Stream
    {
        readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        readonly byte[] _piece = new byte[PieceBytes];
        int _filled, _pieces;
        long _bytes;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _bytes;
        public override long Position { get => _bytes; set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (!buffer.IsEmpty)
            {
                buffer = Take(buffer);
                if (_filled == _piece.Length) await AppendAsync();
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        // The chunks of a sheet are written so.
        public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

        public override void Flush()
        {
        }

        public async Task<Artifact> FinishAsync(string mediaType)
        {
            if (_filled > 0 || _pieces == 0) await AppendAsync();
            var artifact = new Artifact(name, mediaType, _bytes, Convert.ToHexStringLower(_hash.GetHashAndReset()));
            await outbox.FinishArtifactAsync(run, artifact);
            return artifact;
        }

        ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> buffer)
        {
            var taken = Math.Min(buffer.Length, _piece.Length - _filled);
            buffer.Span[..taken].CopyTo(_piece.AsSpan(_filled));
            _filled += taken;
            return buffer[taken..];
        }

        async Task AppendAsync()
        {
            _hash.AppendData(_piece, 0, _filled);
            await outbox.AppendArtifactAsync(run, name, _pieces++, _piece.AsMemory(0, _filled));
            _bytes += _filled;
            _filled = 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
