using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.EndToEnd;

/// <summary>Sends webhooks as Shopify does: signed over the body's bytes, over a few connections that are kept.</summary>
sealed class WebhookSender(Uri address, string shop = UserFolder.Domain, string secret = UserFolder.Secret, int connections = 16) : IDisposable
{
    readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { Timeout = TimeSpan.FromMinutes(3) };

    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <param name="change">Spoils the request once it is signed.</param>
    public async Task<HttpResponseMessage> SendAsync(byte[] body, string topic = "orders/create", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Shopify-Topic", topic);
        request.Headers.Add("X-Shopify-Shop-Domain", shop);
        request.Headers.Add("X-Shopify-API-Version", "2026-10");
        request.Headers.Add("X-Shopify-Webhook-Id", Guid.NewGuid().ToString());
        request.Headers.Add("X-Shopify-Hmac-Sha256", Sign(secret, body));
        change?.Invoke(request);
        return await _client.SendAsync(request);
    }

    /// <returns>The status alone.</returns>
    public async Task<HttpStatusCode> StatusAsync(byte[] body, string topic = "orders/create", Action<HttpRequestMessage>? change = null)
    {
        using var answer = await SendAsync(body, topic, change);
        return answer.StatusCode;
    }

    public async Task<string> GetAsync(string path) => await _client.GetStringAsync(new Uri(address, path));

    /// <summary>The server's counters, by name without <c>shopclv_</c> and <c>_total</c>.</summary>
    public async Task<IReadOnlyDictionary<string, long>> MetricsAsync() =>
        (await GetAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("shopclv_", StringComparison.Ordinal) && !line.Contains("_sum "))
            .Select(line => line["shopclv_".Length..].Replace("_total", "").Split(' '))
            .ToDictionary(words => words[0], words => long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));

    public void Dispose() => _client.Dispose();
}
