using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A message in Slack is changed, and its thread told who came back.</summary>
public sealed class SlackFollowUpTests
{
    const string Place = "slack:#customers";
    const string Ts = "1782709200.000100";

    static readonly Delivery s_original = new(
        1, 40, 6, Destination.Parse(Place), "#customers", "slack-0.json", DeliveryState.Delivered, null, 1, $"C0123ABC/{Ts}", null, null);

    static readonly AlertDigest s_digest = Some.Digest(1, [Some.QuietCustomer(Some.Alert(5, AlertState.Contacted) with { By = "slack:U0123ABC" })]);

    [Fact]
    public async Task An_act_changes_the_message_and_says_nothing_more()
    {
        await using var slack = await FakeSlack.StartAsync();
        var sent = Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack), []));

        Assert.Equal(["chat.update"], slack.Calls);
        var update = Assert.Single(slack.Updates);
        Assert.Equal(("C0123ABC", Ts), (update.GetProperty("channel").GetString(), update.GetProperty("ts").GetString()));
        Assert.Contains("*Contacted by <@U0123ABC>*", SlackLimits.Strings(update));
        Assert.Equal($"C0123ABC/{Ts}", sent.ProviderId);
    }

    [Fact]
    public async Task Who_came_back_is_told_in_the_thread()
    {
        await using var slack = await FakeSlack.StartAsync();
        var driver = Driver(slack);
        Assert.IsType<Outcome.Sent>(await SendAsync(driver, [Some.Returned()]));

        Assert.Equal(["chat.update", "chat.postMessage"], slack.Calls);
        Assert.Equal(["changed", "handed over"], driver.Log);
        var reply = Assert.Single(slack.Messages);
        Assert.Equal(("C0123ABC", Ts), (reply.GetProperty("channel").GetString(), reply.GetProperty("thread_ts").GetString()));
        Assert.Equal(
            ["Jan de Vries is back", "<https://admin.shopify.com/store/voorbeeld/customers/11|Jan de Vries> is back: €120.00 in 1 order after 74 days"], SlackLimits.Strings(reply));
    }

    [Fact]
    public async Task When_the_answer_is_tried_again_the_message_is_not_changed_again()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.postMessage", 200, """{"ok":false,"error":"internal_error"}""");
        var driver = Driver(slack);
        var message = await RenderAsync(driver, [Some.Returned()]);
        Assert.IsType<Outcome.Retry>(await driver.SendAsync(Place, "#customers", message));
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Place, "#customers", message));

        Assert.Equal(["chat.update", "chat.postMessage", "chat.postMessage"], slack.Calls);
        Assert.All(slack.Messages, reply => Assert.Equal(Ts, reply.GetProperty("thread_ts").GetString()));
    }

    [Fact]
    public async Task A_message_that_somebody_removed_does_not_keep_the_good_news_back()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.update", 200, """{"ok":false,"error":"message_not_found"}""");
        Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack), [Some.Returned()]));
        Assert.False(Assert.Single(slack.Messages).TryGetProperty("thread_ts", out _), "its thread is gone as well");

        slack.Next("chat.update", 200, """{"ok":false,"error":"message_not_found"}""");
        var sent = Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack), []));
        Assert.Equal("the message is not there any more", sent.Reply);
    }

    [Theory]
    [InlineData("cant_update_message", "that of another app now")]
    [InlineData("edit_window_closed", "lets no message be changed so late")]
    public async Task A_message_that_may_not_be_changed_is_said_and_does_not_keep_the_good_news_back(string error, string words)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.update", 200, $$"""{"ok":false,"error":"{{error}}"}""");
        var refused = Assert.IsType<Outcome.RejectedTarget>(await SendAsync(Driver(slack), []));
        Assert.Contains(error, refused.Reply);
        Assert.Contains(words, refused.Reply);

        slack.Next("chat.update", 200, $$"""{"ok":false,"error":"{{error}}"}""");
        Assert.Contains("could not be changed", Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack), [Some.Returned()])).Reply);
        Assert.Equal(Ts, Assert.Single(slack.Messages).GetProperty("thread_ts").GetString());
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"invalid_auth"}""", "rejected-credential")]
    [InlineData("""{"ok":false,"error":"internal_error"}""", "retry")]
    [InlineData("""{"ok":false,"error":"ratelimited"}""", "rate-limited")]
    [InlineData("<html>Bad gateway</html>", "retry")]
    public async Task A_change_that_can_still_come_is_waited_for_before_anybody_is_told(string body, string outcome)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.update", 200, body);
        var driver = Driver(slack);
        Assert.Equal(outcome, (await SendAsync(driver, [Some.Returned()])).Name);
        Assert.Empty(slack.Messages);
        Assert.Empty(driver.Log);
    }

    [Fact]
    public async Task A_connection_that_breaks_while_the_message_is_changed_is_tried_again_and_one_while_it_is_answered_is_not()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("chat.update", Break);
        Assert.IsType<Outcome.Retry>(await SendAsync(Driver(slack), [Some.Returned()]));
        slack.Next("chat.postMessage", Break);
        Assert.IsType<Outcome.Unknown>(await SendAsync(Driver(slack), [Some.Returned()]));

        static Task Break(HttpContext context)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_a_webhook_posted_cannot_be_changed_so_who_came_back_is_told_by_itself()
    {
        await using var slack = await FakeSlack.StartAsync();
        var original = s_original with { Destination = Destination.Parse("slack:webhook"), ProviderId = "webhook" };
        var channel = new SlackChannel(TimeProvider.System);
        Assert.False(channel.FollowsUp(original, returned: false));
        Assert.True(channel.FollowsUp(original, returned: true));
        Assert.True(channel.FollowsUp(s_original, returned: false));

        var driver = new ChannelDriver(channel, new Dictionary<string, string> { ["webhook_url"] = slack.WebhookUrl });
        var message = await driver.RenderAsync("slack:webhook", new Content.OfFollowUp(s_digest, [Some.Returned(), Some.Returned("Piet")], original), Language.Nl);
        Assert.IsType<Outcome.Sent>(await driver.SendAsync("slack:webhook", "webhook", message));
        Assert.Equal(["hook-secret"], slack.Calls);
        Assert.Equal("2 klanten zijn terug", slack.Messages.Single().GetProperty("text").GetString());
        Assert.Contains(SlackLimits.Strings(slack.Messages.Single()), t => t.EndsWith("|Piet> is terug: € 120,00 in 1 bestelling na 74 dagen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Buttons_of_the_others_stay_when_one_customer_is_acted_on()
    {
        await using var slack = await FakeSlack.StartAsync();
        var before = Some.Digest(20);
        var after = before with { Customers = [.. before.Customers.Select((c, i) => i == 3 ? c with { Alert = c.Alert with { State = AlertState.Dismissed } } : c)] };
        var driver = Driver(slack);
        var message = await RenderAsync(driver, before, null);
        var first = JsonDocument.Parse(driver.Artifacts[message].Bytes).RootElement;
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Place, "#customers", await RenderAsync(driver, after, [])));

        var update = slack.Updates.Single();
        Assert.Equal(Count(first, "actions") - 1, Count(update, "actions"));
        Assert.Equal(Count(first, "context") + 1, Count(update, "context"));

        static int Count(JsonElement body, string type) => body.GetProperty("blocks").EnumerateArray().Count(b => b.GetProperty("type").GetString() == type);
    }

    [Theory]
    [MemberData(nameof(SlackMessageTests.HostileNames), MemberType = typeof(SlackMessageTests))]
    public async Task Who_came_back_named_to_do_harm_does_none(string name)
    {
        await using var slack = await FakeSlack.StartAsync();
        Assert.IsType<Outcome.Sent>(await SendAsync(Driver(slack), [.. Enumerable.Repeat(Some.Returned(name), 60)]));
    }

    static ChannelDriver Driver(FakeSlack slack) =>
        new(new SlackChannel(TimeProvider.System), new Dictionary<string, string>(slack.Settings) { ["signing_secret"] = "signing-1" }) { Run = SomeRun.Scheduled with { Kind = RunKind.FollowUp } };

    static Task<string> RenderAsync(ChannelDriver driver, IReadOnlyList<ReturnedCustomer> returned) => RenderAsync(driver, s_digest, returned);

    /// <param name="returned">Null for the message that is followed up.</param>
    static Task<string> RenderAsync(ChannelDriver driver, AlertDigest digest, IReadOnlyList<ReturnedCustomer>? returned) =>
        driver.RenderAsync(Place, returned is null ? new Content.OfAlerts(digest, null) : new Content.OfFollowUp(digest, returned, s_original));

    static async Task<Outcome> SendAsync(ChannelDriver driver, IReadOnlyList<ReturnedCustomer> returned) =>
        await driver.SendAsync(Place, "#customers", await RenderAsync(driver, returned));
}
