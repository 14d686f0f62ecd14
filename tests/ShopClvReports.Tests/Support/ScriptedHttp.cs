using System.Net;
using System.Text;

namespace ShopClvReports.Tests;

/// <summary>A server in memory: each request gets the next answer, the last one again and again.</summary>
sealed class ScriptedHttp(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    readonly List<string> _asked = [];

    /// <summary>Method, address and body of each request.</summary>
    public IReadOnlyList<string> Asked => _asked;

    public HttpClient Client() => new(this) { Timeout = Timeout.InfiniteTimeSpan };

    public static Func<HttpRequestMessage, HttpResponseMessage> Json(string body, HttpStatusCode status = HttpStatusCode.OK, string? retryAfter = null) => _ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null) response.Headers.Add("Retry-After", retryAfter);
        return response;
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        _asked.Add($"{request.Method} {request.RequestUri} {body}");
        return answers[Math.Min(_asked.Count, answers.Length) - 1](request);
    }
}
