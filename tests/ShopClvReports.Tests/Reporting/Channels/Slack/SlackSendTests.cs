using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SlackSendTests
{
    const string Place = "slack:#customers";
    const string Posted = "1782709200.000100|C0123ABC";

    [Fact]
    public async Task The_message_is_posted_and_the_file_put_into_its_thread()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        var sent = Assert.IsType<Outcome.Sent>(await SendAsync(driver));

        Assert.Equal("C0123ABC/1782709200.000100", sent.ProviderId);
        Assert.Equal(["chat.postMessage", "files.getUploadURLExternal", "upload", "files.completeUploadExternal"], slack.Calls);
        Assert.Equal(["handed over", Posted, Posted + "|F1"], driver.Log);
        Assert.Equal("#customers", Assert.Single(slack.Messages).GetProperty("channel").GetString());
        Assert.Equal(driver.Artifacts["report.csv"].Bytes, Assert.Single(slack.Uploads));
        Assert.Equal(
            """{"files":[{"id":"F1","title":"report.csv"}],"channel_id":"C0123ABC","thread_ts":"1782709200.000100"}""", slack.Shared!.Value.GetRawText());
    }

    [Theory]
    [InlineData("slack:#customers?attach=xlsx", "report.xlsx")]
    [InlineData("slack:#customers?attach=none", null)]
    public async Task What_is_attached_is_what_was_asked_for(string place, string? file)
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        Assert.IsType<Outcome.Sent>(await SendAsync(driver, place));

        Assert.Equal(file is null ? [] : [driver.Artifacts[file].Bytes], slack.Uploads);
        if (file is null) Assert.Equal(["chat.postMessage"], slack.Calls);
    }

    [Fact]
    public async Task A_notice_is_posted_without_a_file()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Place, "#customers", await driver.RenderAsync(Place, SomeRun.Notice)));
        Assert.Equal(["chat.postMessage"], slack.Calls);
    }

    [Fact]
    public async Task A_webhook_gets_the_message_and_no_token()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = new ChannelDriver(
            new SlackChannel(TimeProvider.System), new Dictionary<string, string>(slack.Settings) { ["webhook_url"] = slack.WebhookUrl });
        Assert.IsType<Outcome.Sent>(await SendAsync(driver, "slack:webhook"));

        Assert.Equal(["hook-secret"], slack.Calls);
        Assert.Equal(["handed over"], driver.Log);
    }

    [Theory]
    [InlineData("files.getUploadURLExternal", "chat.postMessage,files.getUploadURLExternal,files.getUploadURLExternal,upload,files.completeUploadExternal")]
    [InlineData("upload", "chat.postMessage,files.getUploadURLExternal,upload,files.getUploadURLExternal,upload,files.completeUploadExternal")]
    [InlineData("files.completeUploadExternal", "chat.postMessage,files.getUploadURLExternal,upload,files.completeUploadExternal,files.completeUploadExternal")]
    public async Task When_a_file_step_breaks_off_the_next_try_posts_nothing_twice(string step, string calls)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next(step, Break);
        var driver = Driver(slack);
        var message = await driver.RenderAsync(Place, new Content.OfReport(Some.SmallReport(), []));

        var first = await driver.SendAsync(Place, "#customers", message);
        Assert.StartsWith("the message stands, its file is still to be added", Assert.IsType<Outcome.Retry>(first).Reply);
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Place, "#customers", message));

        Assert.Equal(calls.Split(','), slack.Calls);
        Assert.Single(driver.Log, "handed over");
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"missing_scope","needed":"files:write","provided":"chat:write"}""", "scope files:write")]
    [InlineData("""{"ok":false,"error":"file_uploads_disabled"}""", "file_uploads_disabled")]
    [InlineData("""{"ok":false,"error":"invalid_auth"}""", "invalid_auth")]
    public async Task A_file_that_Slack_refuses_does_not_hide_that_the_message_arrived(string refusal, string words)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("files.getUploadURLExternal", 200, refusal);
        var sent = Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack)));

        Assert.Equal("C0123ABC/1782709200.000100", sent.ProviderId);
        Assert.Contains("the file could not be added", sent.Reply);
        Assert.Contains(words, sent.Reply);
    }

    [Theory]
    [InlineData("files.getUploadURLExternal")]
    [InlineData("upload")]
    [InlineData("files.completeUploadExternal")]
    public async Task A_file_step_waits_as_long_as_Slack_asks(string step)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next(step, 429, "", retryAfter: "120");
        var limited = Assert.IsType<Outcome.Limited>(await SendAsync(Driver(slack, new StoppedClock())));

        Assert.Equal(StoppedClock.Now.AddSeconds(120), limited.NotBefore);
        Assert.StartsWith("the message stands", limited.Reply);
    }

    [Theory]
    [InlineData("http://files.example/upload")]
    [InlineData("ftp://127.0.0.1/upload")]
    [InlineData("https://user:pass@files.example/upload")]
    [InlineData("upload")]
    public async Task An_upload_address_that_is_not_safe_gets_nothing(string address)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.UploadUrl = address;
        var sent = Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack)));

        Assert.Contains("no safe address", sent.Reply);
        Assert.Empty(slack.Uploads);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.postMessage", Redirect);
        Assert.IsType<Outcome.RejectedTarget>(await SendAsync(Driver(slack)));

        slack.Next("upload", Redirect);
        Assert.IsType<Outcome.Retry>(await SendAsync(Driver(slack)));
        Assert.Equal(["chat.postMessage", "chat.postMessage", "files.getUploadURLExternal", "upload"], slack.Calls);

        Task Redirect(HttpContext context)
        {
            context.Response.Redirect(slack.Base + "elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task When_Slack_cannot_be_reached_nothing_was_handed_over()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var driver = new ChannelDriver(
            new SlackChannel(TimeProvider.System), new Dictionary<string, string> { ["token"] = FakeSlack.Token, ["base_url"] = $"http://127.0.0.1:{port}/api/" });

        Assert.StartsWith("Slack could not be reached", Assert.IsType<Outcome.Retry>(await SendAsync(driver)).Reply);
        Assert.Empty(driver.Log);
    }

    [Fact]
    public async Task Who_does_not_speak_TLS_is_handed_nothing()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = new ChannelDriver(
            new SlackChannel(TimeProvider.System), new Dictionary<string, string> { ["token"] = FakeSlack.Token, ["base_url"] = slack.Base.Replace("http:", "https:") });

        Assert.IsType<Outcome.Retry>(await SendAsync(driver));
        Assert.Empty(driver.Log);
    }

    [Fact]
    public async Task When_the_connection_breaks_after_the_message_went_nobody_knows()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        // The second time on a connection that the client keeps, where it is tempted to try again by itself.
        Assert.True((await driver.CheckAsync()).Works);
        slack.Next("chat.postMessage", Break);

        Assert.IsType<Outcome.Unknown>(await SendAsync(driver));
        Assert.Equal(["auth.test", "chat.postMessage"], slack.Calls);
        Assert.Equal(["handed over"], driver.Log);
    }

    [Fact]
    public async Task A_reply_that_breaks_off_or_never_ends_or_never_comes_is_unknown()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.postMessage", async context =>
        {
            context.Response.ContentLength = 1_000;
            await context.Response.WriteAsync("""{"ok":true,"channel":"C0123ABC","ts":"1.2"}""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.IsType<Outcome.Unknown>(await SendAsync(Driver(slack)));

        slack.Next("chat.postMessage", 200, "{\"ok\":true,\"channel\":\"" + new string('C', 2_000_000) + "\",\"ts\":\"1.2\"}");
        Assert.IsType<Outcome.Unknown>(await SendAsync(Driver(slack)));

        slack.Next("chat.postMessage", context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        var hasty = new ChannelDriver(new SlackChannel(TimeProvider.System, replyWithin: TimeSpan.FromMilliseconds(500)), slack.Settings);
        Assert.Contains("no reply in time", Assert.IsType<Outcome.Unknown>(await SendAsync(hasty)).Reply);
    }

    [Fact]
    public async Task Dying_at_the_hand_over_has_sent_nothing()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        driver.OnHandOver = () => throw new InvalidOperationException("the disk is full");

        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(driver));
        Assert.Empty(slack.Messages);
    }

    [Fact]
    public async Task Only_a_cancellation_is_thrown()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        using var cancel = new CancellationTokenSource();
        driver.OnHandOver = cancel.Cancel;
        var message = await driver.RenderAsync(Place, SomeRun.Notice);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.SendAsync(Place, "#customers", message, cancel.Token));
    }

    [Fact]
    public async Task A_checkpoint_of_somebody_else_posts_nothing()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        driver.Checkpoint = "step 2";

        Assert.IsType<Outcome.Unknown>(await SendAsync(driver));
        Assert.Empty(slack.Calls);
    }

    static Task Break(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    static ChannelDriver Driver(FakeSlack slack, TimeProvider? time = null) => new(new SlackChannel(time ?? TimeProvider.System), slack.Settings);

    static async Task<Outcome> SendAsync(ChannelDriver driver, string place = Place)
    {
        var message = await driver.RenderAsync(place, new Content.OfReport(Some.SmallReport(), []));
        return await driver.SendAsync(place, Destination.Parse(place).Target, message);
    }
}

/// <summary>Always the same moment; waits are real.</summary>
file sealed class StoppedClock : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 6, 29, 5, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
