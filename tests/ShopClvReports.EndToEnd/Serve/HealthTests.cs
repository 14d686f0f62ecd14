using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_readiness_and_metrics_answer_and_the_counters_add_up()
    {
        using var folder = new UserFolder();
        await using var server = await folder.ServeAsync();
        var address = await server.ListeningAsync();
        using var sender = new WebhookSender(address);
        using var stranger = new WebhookSender(address, secret: "another");
        Assert.Equal("ok", await sender.GetAsync("/healthz"));
        Assert.Equal("ready", await sender.GetAsync("/readyz"));
        Assert.Equal("ready", (await folder.RunAsync("check", "--ready", new Uri(address, "/readyz").ToString())).Fine().Trim());

        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(i).Body()));
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(new Sale(4).Body()));
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync("{}"u8.ToArray(), "shop/update"));
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync("{}"u8.ToArray()));
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync(new Sale(9).Body()));
        Assert.Equal(HttpStatusCode.Unauthorized, await stranger.StatusAsync(new Sale(9).Body()));

        var metrics = await sender.MetricsAsync();
        Assert.Equal(10, metrics["webhooks_received"]);
        Assert.Equal(5, metrics["webhooks_stored"]);
        Assert.Equal(1, metrics["webhooks_duplicate"]);
        Assert.Equal(1, metrics["webhooks_acknowledged"]);
        Assert.Equal(1, metrics["webhooks_quarantined"]);
        Assert.Equal(2, metrics["webhooks_rejected"]);
        Assert.Equal(0, metrics["webhooks_unavailable"]);
        Assert.Equal(8, metrics["webhooks_commit_duration_seconds_count"]);
        Assert.Equal(0, metrics["store_queue"]);
    }

    [Fact]
    public async Task Check_says_when_no_server_answers()
    {
        using var folder = new UserFolder();
        Assert.Contains("does not answer", (await folder.RunAsync("check", "--ready", "http://127.0.0.1:1/readyz")).Failed(1));
    }
}
