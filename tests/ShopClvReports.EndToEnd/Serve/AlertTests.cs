using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ShopClvReports.EndToEnd;

/// <summary>A customer goes quiet, somebody is told, somebody calls, the customer orders: through the running server.</summary>
public sealed class AlertTests : IDisposable
{
    const long Jan = 7_100_000_000_001, Somebody = 7_100_000_000_999;
    const string SigningSecret = "signing-secret-of-the-test";

    readonly UserFolder _folder = new();
    long _order = 5_400_000_001_000;

    public void Dispose() => _folder.Dispose();

    byte[] Order(long customer, double daysAgo, decimal total) => OrderJson.Build(
        id: ++_order, customer: customer, email: $"klant{customer}@example.nl", firstName: customer == Jan ? "Jan" : "Iemand", total: total,
        processedAt: DateTimeOffset.UtcNow.AddDays(-daysAgo));

    async Task<ShopclvProcess> ServeAsync(FakeSlack slack)
    {
        _folder.Write("token.txt", FakeSlack.Token);
        _folder.Write("signing.txt", SigningSecret);
        (await _folder.RunAsync("channels", "set", "slack", "token=@token.txt", "signing_secret=@signing.txt", $"base_url={slack.Base}")).Fine();
        return await _folder.ServeAsync();
    }

    [Fact]
    public async Task Who_orders_again_is_told_within_a_minute_in_answer_to_the_message_that_called_them_quiet()
    {
        await using var slack = await FakeSlack.StartAsync();
        await using var server = await ServeAsync(slack);
        var address = await server.ListeningAsync();
        using var sender = new WebhookSender(address);
        await sender.SendAsync(Order(Jan, 75, 250m));
        for (var day = 60; day >= 0; day--) await sender.SendAsync(Order(Somebody, day + 0.1, 1m));

        (await _folder.RunAsync(
            "alerts", "rules", "add", "vips", "--min-spent", "100", "--quiet-days", "60", "--pending-hours", "0", "--every", "daily 08:00", "--to", "slack:C0123ABC")).Fine();
        (await _folder.RunAsync("alerts", "check")).Fine();
        Assert.Single(slack.Messages);
        Assert.Contains("Jan", slack.Messages.First().GetProperty("blocks").GetRawText());
        Assert.Contains("firing  7100000000001", (await _folder.RunAsync("alerts", "list")).Fine());

        Assert.Equal(HttpStatusCode.Unauthorized, await PressAsync(address, "contacted", "another secret"));
        Assert.Equal(HttpStatusCode.OK, await PressAsync(address, "contacted", SigningSecret));
        await UntilAsync(() => slack.Updates.Count == 1);
        Assert.Contains("U0123", slack.Updates.Last().GetProperty("blocks").GetRawText());

        var ordered = Stopwatch.StartNew();
        await sender.SendAsync(Order(Jan, 0, 80m));
        await UntilAsync(() => slack.Messages.Count == 2);
        Assert.True(ordered.Elapsed < TimeSpan.FromMinutes(1), $"{ordered.Elapsed}");
        var reply = slack.Messages.Last();
        Assert.Equal(slack.Updates.Last().GetProperty("ts").GetString(), reply.GetProperty("thread_ts").GetString());
        Assert.Contains("80.00", reply.GetRawText());
        Assert.Contains("came back", (await _folder.RunAsync("alerts", "history", $"{Jan}")).Fine());
        Assert.Contains("1 told of, 1 contacted", (await _folder.RunAsync("alerts", "report")).Fine());
        Assert.Equal("No alert is open.\n", (await _folder.RunAsync("alerts", "list")).Fine());
    }

    static async Task<HttpStatusCode> PressAsync(Uri address, string action, string secret)
    {
        using var client = new HttpClient();
        var payload = JsonSerializer.Serialize(new { type = "block_actions", user = new { id = "U0123" }, actions = new[] { new { action_id = action, value = "1/1" } } });
        var body = $"payload={Uri.EscapeDataString(payload)}";
        var time = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/slack/interactions"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{time}:{body}"))));
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task UntilAsync(Func<bool> isSo)
    {
        for (var waited = Stopwatch.StartNew(); !isSo(); await Task.Delay(100)) Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "it did not come");
    }
}
