using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;

namespace ShopClvReports.Reporting;

/// <summary>A JSON body that says it is handed over when the connection stands and its first byte is about to go, and goes only once.</summary>
sealed class HandedOverContent : HttpContent
{
    readonly byte[] _json;
    readonly Func<Task> _handOver;
    bool _begun;

    public HandedOverContent(byte[] json, Func<Task> handOver)
    {
        (_json, _handOver) = (json, handOver);
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    /// <summary>Whether Slack may have any of it. Before, a failure means that it has nothing.</summary>
    public bool IsHandedOver { get; private set; }

    /// <summary>Why it could not be said: not Slack's failure, and nothing went.</summary>
    public ExceptionDispatchInfo? Fault { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // A client may write a request anew on another connection; what came of the first one nobody knows.
        if (_begun) throw new HttpRequestException("the message is not written twice");
        _begun = true;
        try
        {
            await _handOver();
        }
        catch (Exception e)
        {
            // The client would pass it off as a broken connection.
            Fault = ExceptionDispatchInfo.Capture(e);
            throw;
        }

        IsHandedOver = true;
        await stream.WriteAsync(_json);
        await stream.FlushAsync();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
