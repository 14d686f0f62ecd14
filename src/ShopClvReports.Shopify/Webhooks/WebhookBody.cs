using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Shopify;

/// <summary>A request's body, whole, in rented memory.</summary>
public struct WebhookBody : IDisposable
{
    byte[] _rented;

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <returns>Null when the body is larger than allowed, known before it is read where the request says its length.</returns>
    /// <exception cref="BadHttpRequestException">It breaks off, or is framed wrongly.</exception>
    public static async ValueTask<WebhookBody?> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most) return null;
        var reader = request.BodyReader;
        while (true)
        {
            var read = await ReadAsync(reader, cancellation);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted) return Copy(reader, read);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (Exception e) when (e is not BadHttpRequestException && e is IOException or OperationCanceledException)
        {
            // The sender hung up, or named a chunk size beyond all numbers.
            throw new BadHttpRequestException("the body cannot be read to its end", e);
        }
    }

    static WebhookBody Copy(PipeReader reader, ReadResult read)
    {
        var length = (int)read.Buffer.Length;
        var rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        read.Buffer.CopyTo(rented);
        reader.AdvanceTo(read.Buffer.End);
        return new WebhookBody { _rented = rented, Bytes = rented.AsMemory(0, length) };
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
