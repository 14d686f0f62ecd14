using System.Net;
using System.Net.Http.Headers;

namespace ShopClvReports.Shopify;

/// <summary>
/// A result that Shopify laid ready, read as it comes: gzipped where the server will, which the reader unpacks. A connection that
/// breaks off or goes silent is taken up again where it was, as long as the server knows how.
/// </summary>
sealed class BulkDownload : Stream
{
    /// <summary>Breaks one after the other, without a byte between them.</summary>
    const int MostBreaks = 4;

    static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    readonly HttpClient _http;
    readonly Uri _url;
    readonly TimeProvider _clock;
    readonly CancellationToken _cancellation;
    HttpResponseMessage _response;
    Stream _body;
    readonly EntityTagHeaderValue? _tag;
    readonly byte[] _buffer = new byte[128 << 10];
    long _at;
    int _breaks;
    Exception? _broken;

    BulkDownload(HttpClient http, Uri url, TimeProvider clock, HttpResponseMessage response, Stream body, CancellationToken cancellation)
    {
        (_http, _url, _clock, _response, _body, _cancellation) = (http, url, clock, response, body, cancellation);
        (Bytes, _tag) = (response.Content.Headers.ContentLength, response.Headers.ETag);
    }

    /// <summary>Of the whole result as it comes over the line; null when the server does not say.</summary>
    public long? Bytes { get; }

    /// <param name="http">Unpacks nothing: where to go on is counted in bytes as they come.</param>
    /// <exception cref="DownloadRefusedException">The address is good no longer.</exception>
    /// <exception cref="ShopifyUnavailableException">The server cannot be reached, or has trouble.</exception>
    public static async Task<BulkDownload> OpenAsync(HttpClient http, Uri url, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            var response = await SendAsync(http, url, request => request, clock, cancellation);
            if (response.IsSuccessStatusCode)
                return new BulkDownload(http, url, clock, response, await response.Content.ReadAsStreamAsync(cancellation), cancellation);
            using (response)
            {
                if ((int)response.StatusCode is >= 400 and < 500 and not (408 or 429))
                    throw new DownloadRefusedException($"the result of the bulk operation is refused with {(int)response.StatusCode}");
                throw new ShopifyUnavailableException($"the result of a bulk operation cannot be fetched now: {(int)response.StatusCode} {response.ReasonPhrase}");
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ShopifyUnavailableException($"the result of a bulk operation cannot be fetched now: {e.Message}", e);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            try
            {
                if (_broken is not null) Resume(_broken);
                var read = Next(Math.Min(buffer.Length, _buffer.Length));
                _buffer.AsSpan(0, read).CopyTo(buffer);
                _at += read;
                if (read > 0) _breaks = 0;
                else if (_at < Bytes) throw new IOException($"the connection ended after {_at} of {Bytes} bytes.");
                return read;
            }
            catch (Exception e) when (e is IOException or HttpRequestException || (e is OperationCanceledException && !_cancellation.IsCancellationRequested))
            {
                if (++_breaks > MostBreaks) throw new IOException(e.Message, e);
                _broken = e;
            }
        }
    }

    int Next(int most)
    {
        using var silence = new CancellationTokenSource(Silence, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _cancellation);
        try
        {
            var read = _body.ReadAsync(_buffer.AsMemory(0, most), either.Token);
            return read.IsCompletedSuccessfully ? read.Result : read.AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e) when (!_cancellation.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {Silence.TotalSeconds:F0} seconds.", e);
        }
    }

    void Resume(Exception why)
    {
        // At once the first time: most breaks are over when they are noticed.
        if (_breaks > 1) Task.Delay(TimeSpan.FromSeconds(2 * _breaks), _clock, _cancellation).GetAwaiter().GetResult();
        _response.Dispose();
        _response = SendAsync(_http, _url, AsRest, _clock, _cancellation).GetAwaiter().GetResult();
        if ((int)_response.StatusCode is 408 or 429 or >= 500) throw new IOException($"{why.Message} Then the server answered {(int)_response.StatusCode}.", why);
        if (_at > 0 ? !GoesOn(_response) : _response.StatusCode != HttpStatusCode.OK)
        {
            _breaks = MostBreaks;
            throw new IOException($"{why.Message} The server does not go on from byte {_at}.", why);
        }

        _body = _response.Content.ReadAsStream(_cancellation);
        _broken = null;
    }

    bool GoesOn(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange is { } range && range.From == _at
        && (Bytes ?? range.Length) == range.Length;

    HttpRequestMessage AsRest(HttpRequestMessage request)
    {
        if (_at > 0) request.Headers.Range = new RangeHeaderValue(_at, null);
        if (_tag is { IsWeak: false }) request.Headers.IfRange = new RangeConditionHeaderValue(_tag);
        return request;
    }

    static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, Uri url, Func<HttpRequestMessage, HttpRequestMessage> change, TimeProvider clock, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(Silence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        return await http.SendAsync(change(request), HttpCompletionOption.ResponseHeadersRead, either.Token);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _at; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _response.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The address of a result is good no longer: another one must be asked for.</summary>
public sealed class DownloadRefusedException(string message) : Exception(message);
