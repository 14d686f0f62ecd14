using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SlackChannelTests
{
    [Theory]
    [InlineData("slack:#customers", "#customers")]
    [InlineData("slack:#klanten_2-é?attach=xlsx", "#klanten_2-é")]
    [InlineData("slack:C0123ABC?attach=none", "C0123ABC")]
    [InlineData("slack:webhook", "webhook")]
    public void A_place_in_Slack_is_its_one_recipient(string destination, string recipient)
    {
        var slack = new SlackChannel(TimeProvider.System);
        Assert.Equal([recipient], slack.Recipients(Destination.Parse(destination)));
    }

    [Theory]
    [InlineData("slack:", "is not a place in Slack")]
    [InlineData("slack:#", "is not a place in Slack")]
    [InlineData("slack:#Sales", "small letters")]
    [InlineData("slack:sales", "#customers")]
    [InlineData("slack:@jan", "is not a place in Slack")]
    [InlineData("slack:#a b", "is not a place in Slack")]
    [InlineData("slack:#a\n", "is not a place in Slack", true)]
    [InlineData("slack:#sales?attach=pdf", "expected attach=none, attach=csv or attach=xlsx")]
    [InlineData("slack:#sales?attach=html", "cannot be attached")]
    [InlineData("slack:#sales?colour=red", "'colour' is not an option")]
    [InlineData("slack:webhook?attach=csv", "a Slack webhook carries no file")]
    public void What_will_not_do_is_said(string destination, string message, bool literally = false)
    {
        var slack = new SlackChannel(TimeProvider.System);
        var place = literally ? new Destination("slack", destination[6..], new Dictionary<string, string>()) : Destination.Parse(destination);
        Assert.Contains(message, Assert.Throws<FormatException>(() => slack.Recipients(place)).Message);
    }

    [Fact]
    public void Secrets_are_marked_as_such()
    {
        var slack = new SlackChannel(TimeProvider.System);
        Assert.Equal(["token", "webhook_url", "signing_secret"], slack.Fields.Where(f => f.Secret).Select(f => f.Name));
        Assert.False(slack.IsRepeatable);
        Assert.True(slack.CarriesNotices);
    }

    [Fact]
    public async Task A_check_says_who_we_are_and_what_we_may()
    {
        await using var slack = await FakeSlack.StartAsync();
        Assert.Equal(new ChannelCheck(true, "works as clvbot in Voorbeeld; scopes chat:write, files:write present"), await CheckAsync(slack.Settings));

        slack.Next("auth.test", context => Scoped(context, "chat:write"));
        Assert.Equal(
            new ChannelCheck(true, "works as clvbot in V; scope files:write is missing: add it to the Slack app and install it again, or use attach=none"),
            await CheckAsync(slack.Settings));

        slack.Next("auth.test", context => Scoped(context, "users:read"));
        Assert.Equal(
            new ChannelCheck(false, "works as clvbot in V; scope chat:write, files:write is missing: add it to the Slack app and install it again"),
            await CheckAsync(slack.Settings));
        Assert.Equal(3, slack.Calls.Count);
    }

    [Fact]
    public async Task A_check_of_a_token_that_does_not_work_says_so()
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next("auth.test", 200, """{"ok":false,"error":"invalid_auth"}""");
        Assert.Equal(new ChannelCheck(false, "Slack says invalid_auth: the token does not work (any more); set a new one"), await CheckAsync(slack.Settings));

        slack.Next("auth.test", 502, "<html>bad gateway</html>");
        Assert.Equal(new ChannelCheck(false, "no clear answer of Slack's (HTTP 502); try again later"), await CheckAsync(slack.Settings));
    }

    [Fact]
    public async Task A_webhook_is_only_seen_to_be_set()
    {
        var check = await CheckAsync(new() { ["webhook_url"] = "https://hooks.slack.com/services/T/B/secret" });
        Assert.Equal(new ChannelCheck(true, "a webhook URL is set; Slack offers no way to try it without posting: use schedules test"), check);
    }

    [Theory]
    [InlineData(null, null, null, "no Slack token is set")]
    [InlineData("my token\r\nX-Evil: 1", null, null, "does not look like one")]
    [InlineData("xoxb-1", "http://slack.example/api/", null, "base_url of Slack is not an https address")]
    [InlineData("xoxb-1", "ftp://127.0.0.1/", null, "base_url of Slack is not an https address")]
    [InlineData(null, null, "http://hooks.example/secret", "webhook_url of Slack is not an https address")]
    public async Task Settings_that_would_leak_or_fail_are_not_tried(string? token, string? address, string? webhook, string words)
    {
        Dictionary<string, string> settings = new() { ["token"] = token ?? "", ["base_url"] = address ?? "", ["webhook_url"] = webhook ?? "" };
        var check = await CheckAsync(settings);
        Assert.False(check.Works);
        Assert.Contains(words, check.Words);
        Assert.DoesNotContain("secret", check.Words);

        var driver = new ChannelDriver(new SlackChannel(TimeProvider.System), settings);
        var place = webhook is null ? "slack:#customers" : "slack:webhook";
        var outcome = await driver.SendAsync(place, "#customers", await driver.RenderAsync(place, SomeRun.Notice));
        Assert.Contains(words, Assert.IsType<Outcome.RejectedCredential>(outcome).Reply);
        Assert.Empty(driver.Log);
    }

    static async Task Scoped(Microsoft.AspNetCore.Http.HttpContext context, string scopes)
    {
        context.Response.Headers["X-OAuth-Scopes"] = scopes;
        await context.Response.Body.WriteAsync("""{"ok":true,"team":"V","user":"clvbot"}"""u8.ToArray());
    }

    static async Task<ChannelCheck> CheckAsync(Dictionary<string, string> settings)
    {
        var channel = new SlackChannel(TimeProvider.System);
        return await new ChannelDriver(channel, settings).CheckAsync();
    }
}
