using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Replies as Slack documents them, or as they were seen, and the one outcome of each.</summary>
public sealed class SlackOutcomeTests
{
    static readonly DateTimeOffset s_now = new(2026, 6, 29, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("invalid_auth", "rejected-credential", "set a new one")]
    [InlineData("not_authed", "rejected-credential", "set a new one")]
    [InlineData("token_revoked", "rejected-credential", "set a new one")]
    [InlineData("token_expired", "rejected-credential", "set a new one")]
    [InlineData("account_inactive", "rejected-credential", "set a new one")]
    [InlineData("no_permission", "rejected-credential", "no_permission")]
    [InlineData("org_login_required", "rejected-credential", "org_login_required")]
    [InlineData("ekm_access_denied", "rejected-credential", "ekm_access_denied")]
    [InlineData("channel_not_found", "rejected-target", "/invite @")]
    [InlineData("not_in_channel", "rejected-target", "invite the bot to #customers")]
    [InlineData("is_archived", "rejected-target", "#customers is archived")]
    [InlineData("channel_is_limited_access", "rejected-target", "may not post")]
    [InlineData("restricted_action", "rejected-target", "may not post")]
    [InlineData("msg_too_long", "rejected-target", "our fault")]
    [InlineData("msg_blocks_too_long", "rejected-target", "our fault")]
    [InlineData("invalid_arguments", "rejected-target", "our fault")]
    [InlineData("fatal_error", "retry", "fatal_error")]
    [InlineData("internal_error", "retry", "internal_error")]
    [InlineData("service_unavailable", "retry", "service_unavailable")]
    [InlineData("request_timeout", "retry", "request_timeout")]
    [InlineData("ratelimited", "rate-limited", "30 s")]
    [InlineData("a_word_of_tomorrow", "rejected-target", "a_word_of_tomorrow")]
    public Task An_error_of_the_Web_API(string error, string outcome, string words) =>
        IsAsync("chat.postMessage", 200, $$"""{"ok":false,"error":"{{error}}"}""", null, outcome, words);

    [Theory]
    [InlineData(200, """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"files:write"}""", "rejected-credential", "the scope chat:write")]
    [InlineData(200, """{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0]"]}}""", "rejected-target", "must be less than 3001 characters")]
    [InlineData(200, """{"ok":false,"error":"invalid_auth xoxb-17-secret"}""", "rejected-target", "invalid_auth …")]
    [InlineData(200, "<html>Sign in to the guest network</html>", "unknown", "HTTP 200")]
    [InlineData(200, "", "unknown", "HTTP 200")]
    [InlineData(200, "{\"ok\":tr", "unknown", "HTTP 200")]
    [InlineData(200, "[]", "unknown", "HTTP 200")]
    [InlineData(200, """{"ok":"yes"}""", "unknown", "HTTP 200")]
    [InlineData(200, """{"ok":true}""", "unknown", "not where the message is")]
    [InlineData(200, """{"ok":true,"ts":"1|2","channel":"C1"}""", "unknown", "not where the message is")]
    [InlineData(200, """{"ok":false}""", "unknown", "HTTP 200")]
    // Slack's own word says that it was not taken; without one, somebody on the way speaks, and Slack may have it.
    [InlineData(500, """{"ok":false,"error":"internal_error"}""", "retry", "internal_error")]
    [InlineData(503, """{"ok":false,"error":"service_unavailable"}""", "retry", "service_unavailable")]
    [InlineData(500, """{"ok":false,"error":"a_word_of_tomorrow"}""", "retry", "500")]
    [InlineData(500, "Internal Server Error", "unknown", "HTTP 500")]
    [InlineData(502, "<html>Bad Gateway</html>", "unknown", "HTTP 502")]
    [InlineData(503, "upstream connect error", "unknown", "HTTP 503")]
    [InlineData(504, "", "unknown", "HTTP 504")]
    [InlineData(408, "", "retry", "HTTP 408")]
    [InlineData(403, "<html>blocked</html>", "rejected-target", "HTTP 403")]
    [InlineData(404, "", "rejected-target", "HTTP 404")]
    public Task A_reply_of_the_Web_API(int status, string body, string outcome, string words) => IsAsync("chat.postMessage", status, body, null, outcome, words);

    [Theory]
    [InlineData(400, "invalid_payload", "rejected-target", "our fault")]
    [InlineData(400, "invalid_blocks", "rejected-target", "our fault")]
    [InlineData(403, "action_prohibited", "rejected-target", "does not let this webhook post")]
    [InlineData(403, "invalid_token", "rejected-credential", "make a new one")]
    [InlineData(404, "no_service", "rejected-credential", "make a new one")]
    [InlineData(404, "no_team", "rejected-credential", "make a new one")]
    [InlineData(404, "channel_not_found", "rejected-target", "channel is gone")]
    [InlineData(410, "channel_is_archived", "rejected-target", "channel is gone")]
    [InlineData(410, "", "rejected-credential", "make a new one")]
    [InlineData(500, "rollup_error", "retry", "rollup_error")]
    [InlineData(500, "Internal Server Error", "unknown", "HTTP 500")]
    [InlineData(502, "<html>Bad Gateway</html>", "unknown", "HTTP 502")]
    [InlineData(200, "<html>Sign in</html>", "unknown", "HTTP 200")]
    [InlineData(200, "", "unknown", "HTTP 200")]
    public Task A_reply_of_a_webhook(int status, string body, string outcome, string words) => IsAsync("hook-secret", status, body, null, outcome, words);

    [Theory]
    [InlineData("chat.postMessage", 429, """{"ok":false,"error":"ratelimited"}""", "17", 17)]
    [InlineData("chat.postMessage", 429, "", "0", 1)]
    [InlineData("chat.postMessage", 429, "", null, 30)]
    [InlineData("chat.postMessage", 429, "", "soon", 30)]
    [InlineData("chat.postMessage", 429, "", "999999999", 86_400)]
    [InlineData("chat.postMessage", 200, """{"ok":false,"error":"ratelimited"}""", "5", 5)]
    [InlineData("hook-secret", 429, "rate_limited", "60", 60)]
    public async Task Too_fast_is_to_wait_as_long_as_Slack_asks(string call, int status, string body, string? retryAfter, int seconds)
    {
        var limited = Assert.IsType<Outcome.Limited>(await AnswerAsync(call, status, body, retryAfter));
        Assert.Equal(s_now.AddSeconds(seconds), limited.NotBefore);
    }

    static async Task IsAsync(string call, int status, string body, string? retryAfter, string name, string words)
    {
        var outcome = await AnswerAsync(call, status, body, retryAfter);
        Assert.Equal(name, outcome.Name);
        Assert.Contains(words, outcome.Reply);
        Assert.DoesNotContain("secret", outcome.Reply);
    }

    static async Task<Outcome> AnswerAsync(string call, int status, string body, string? retryAfter)
    {
        await using var slack = await FakeSlack.StartAsync();
        slack.Next(call, status, body, retryAfter);
        var channel = new SlackChannel(new StoppedClock());
        var driver = new ChannelDriver(channel, new Dictionary<string, string>(slack.Settings) { ["webhook_url"] = slack.WebhookUrl });
        var place = call == "hook-secret" ? "slack:webhook" : "slack:#customers";
        var outcome = await driver.SendAsync(place, Destination.Parse(place).Target, await driver.RenderAsync(place, SomeRun.Notice));
        Assert.Equal([call], slack.Calls);
        Assert.Null(driver.Checkpoint);
        return outcome;
    }

    sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => s_now;
    }
}
