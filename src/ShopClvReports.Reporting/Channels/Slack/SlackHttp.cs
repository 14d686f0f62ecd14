using System.Net.Http.Headers;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Requests to Slack: no redirects, bounded replies, bounded waiting, and a failure is a reply too.</summary>
/// <param name="replyWithin">How long Slack may take to answer once it has the request.</param>
sealed class SlackHttp(HttpMessageHandler handler, TimeProvider time, TimeSpan replyWithin)
{
    /// <summary>Ample for any answer of the Web API.</summary>
    const int LongestReply = 1 << 20;

    /// <summary>A connection that does not come about in 10 s will not; cookies and redirects have no place in an API.</summary>
    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <param name="token">Goes along as bearer; null for addresses that must not see it.</param>
    /// <param name="more">Time beyond that for a reply, for what takes long to write.</param>
    public async Task<SlackReply> PostAsync(Uri address, HttpContent content, string? token, CancellationToken cancel, TimeSpan more = default)
    {
        using var limit = new CancellationTokenSource(replyWithin + more, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        using var http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var reply = new SlackReply(0, "");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            reply = new SlackReply(
                response.StatusCode, "", response.Headers.RetryAfter?.Delta,
                response.Headers.TryGetValues("X-OAuth-Scopes", out var scopes) ? string.Join(',', scopes) : null);
            return await ReadAsync(response.Content, both.Token) is { } text
                ? reply with { Text = text }
                : reply with { Broken = $"the reply is longer than {LongestReply} bytes" };
        }
        // The words of the exception stay out: they may name what was sent.
        catch (HttpRequestException e)
        {
            return reply with { Broken = e.HttpRequestError == HttpRequestError.Unknown ? "the connection broke" : $"{e.HttpRequestError}" };
        }
        catch (IOException)
        {
            return reply with { Broken = "the connection broke off in the middle of the reply" };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return reply with { Broken = limit.IsCancellationRequested ? "no reply in time" : "no connection in time" };
        }
    }

    /// <returns>Null when there is more than fits.</returns>
    static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var body = await content.ReadAsStreamAsync(cancel);
        using var read = new MemoryStream();
        var piece = new byte[4096];
        while (await body.ReadAsync(piece, cancel) is var count and > 0)
        {
            if (read.Length + count > LongestReply) return null;
            read.Write(piece, 0, count);
        }

        return Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
    }
}
