using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

/// <summary>Who presses a button in Slack, and who only pretends to.</summary>
public sealed class SlackInteractionsTests : IAsyncLifetime
{
    const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    const string OtherSecret = "another-shops-secret";
    static readonly DateTimeOffset s_now = new(2026, 6, 29, 5, 0, 0, TimeSpan.Zero);

    readonly AlertBook _alerts = new(1, Some.Alert(5), Some.Alert(6, AlertState.CameBack) with { ReturnedAt = s_now });
    readonly HeardLog _log = new();
    SomeSite _site = null!;

    public async Task InitializeAsync()
    {
        var clock = new StoppedClock(s_now);
        var desk = new AlertDesk(_alerts, new Channels([], null!, _ => new Dictionary<string, string>()), clock);
        _site = await SomeSite.StartAsync(app => SlackInteractions.Map(
            app, desk, shop => new ChannelSettings(shop switch
            {
                1 => new Dictionary<string, string> { ["signing_secret"] = Secret },
                2 => new Dictionary<string, string> { ["signing_secret"] = OtherSecret },
                _ => [],
            }), clock, _log));
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public void The_signature_of_Slacks_own_example_is_good()
    {
        // https://docs.slack.dev/authentication/verifying-requests-from-slack
        var body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"u8.ToArray()
            .Concat("&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"u8.ToArray())
            .Concat("%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"u8.ToArray()).ToArray();
        const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        var at = DateTimeOffset.FromUnixTimeSeconds(1_531_420_618);
        Assert.True(SlackSignature.Verify(Secret, "1531420618", Signature, body, at));
        Assert.True(SlackSignature.Verify(Secret, "1531420618", Signature.Replace("a2114", "A2114"), body, at));
        Assert.False(SlackSignature.Verify(Secret, "01531420618", Signature, body, at));
        Assert.False(SlackSignature.Verify(Secret + "x", "1531420618", Signature, body, at));
        Assert.False(SlackSignature.Verify(Secret, "1531420618", Signature, body.AsSpan(..^1), at));
    }

    [Theory]
    [InlineData("contacted", AlertState.Contacted)]
    [InlineData("snooze", AlertState.Snoozed)]
    [InlineData("dismiss", AlertState.Dismissed)]
    public async Task A_button_does_what_it_says(string action, AlertState state)
    {
        var (status, body) = await PressAsync(Press(action));
        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        Assert.Equal((state, "slack:U0123ABC"), (_alerts[5].State, _alerts[5].By));
        if (state == AlertState.Snoozed) Assert.Equal(s_now.AddDays(30), _alerts[5].SnoozedUntil);
    }

    [Fact]
    public async Task Pressing_twice_or_a_replayed_request_is_as_pressing_once()
    {
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await PressAsync(Press("contacted"))).Status);
        Assert.Equal(["5 contacted"], _alerts.Log);
    }

    [Fact]
    public async Task A_customer_who_is_back_already_stays_so()
    {
        Assert.Equal(HttpStatusCode.OK, (await PressAsync(Press("dismiss", "1/6"))).Status);
        Assert.Equal(AlertState.CameBack, _alerts[6].State);
    }

    [Theory]
    [InlineData(null, 0, Secret, "missing")]
    [InlineData("v0=", 0, Secret, "without hex")]
    [InlineData("v0=00", 0, Secret, "short")]
    [InlineData("v1=2b", 0, Secret, "of another version")]
    [InlineData("v0=zz114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", 0, Secret, "not hex")]
    [InlineData("good", -360, Secret, "stale")]
    [InlineData("good", 360, Secret, "of the future")]
    [InlineData("good", 0, OtherSecret, "of another shop")]
    [InlineData("good", 0, "", "without a secret")]
    public async Task A_request_that_is_not_signed_does_nothing(string? signature, int seconds, string secret, string what)
    {
        var (status, body) = await PressAsync(Press("contacted"), secret, s_now.AddSeconds(seconds), signature);
        Assert.True((HttpStatusCode.Unauthorized, "") == (status, body), what);
        Assert.Empty(_alerts.Log);
        Assert.DoesNotContain(Secret, string.Join('\n', _log.Lines));
        Assert.NotEmpty(_log.Lines);
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task A_clock_may_be_a_little_off(int seconds) =>
        Assert.Equal(HttpStatusCode.OK, (await PressAsync(Press("contacted"), at: s_now.AddSeconds(seconds))).Status);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1782709200")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public async Task A_time_that_is_none_is_no_good(string time)
    {
        using var request = Request(Press("contacted"), Secret, s_now, "good");
        request.Headers.Remove("X-Slack-Request-Timestamp");
        request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", time);
        using var response = await _site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_shop_cannot_act_on_another_shops_alert()
    {
        // Signed by shop 2, of shop 2: it has no such alert.
        Assert.Equal(HttpStatusCode.NotFound, (await PressAsync(Press("contacted", "2/5"), OtherSecret)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PressAsync(Press("contacted", "1/5"), OtherSecret)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PressAsync(Press("contacted", "3/5"), "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PressAsync(Press("contacted", "1/77"))).Status);
        Assert.Empty(_alerts.Log);
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload")]
    [InlineData("payload=&payload=")]
    [InlineData("payload=not+json")]
    [InlineData("payload=null")]
    [InlineData("payload=[]")]
    [InlineData("payload={}")]
    [InlineData("payload={\"type\":5}")]
    [InlineData("payload={\"type\":\"\\ud800\"}")]
    [InlineData("payload={\"type\":\"block_actions\"}")]
    [InlineData("payload={\"type\":\"block_actions\",\"user\":null,\"actions\":[null]}")]
    [InlineData("ssl_check=1&token=x")]
    [InlineData("%00%ff=%zz&&==")]
    public Task Garbage_is_refused(string body) => IsAsync(HttpStatusCode.BadRequest, body);

    [Theory]
    [InlineData("erase", "1/5", "U0123ABC")]
    [InlineData("CONTACTED", "1/5", "U0123ABC")]
    [InlineData("contacted", "5", "U0123ABC")]
    [InlineData("contacted", "1/-5", "U0123ABC")]
    [InlineData("contacted", "1/5/6", "U0123ABC")]
    [InlineData("contacted", "9999999999/5", "U0123ABC")]
    [InlineData("contacted", "1/9999999999999999999", "U0123ABC")]
    [InlineData("contacted", "1/5\n", "U0123ABC")]
    [InlineData("contacted", "1/5", "<!channel>")]
    [InlineData("contacted", "1/5", "")]
    public Task A_button_that_is_none_of_ours_is_refused(string action, string value, string user) =>
        IsAsync(HttpStatusCode.BadRequest, Press(action, value, user));

    [Theory]
    [InlineData("view_submission")]
    [InlineData("shortcut")]
    public Task What_is_no_press_on_a_button_is_let_be(string type) => IsAsync(HttpStatusCode.OK, "payload=" + Uri.EscapeDataString($$"""{"type":"{{type}}"}"""));

    [Fact]
    public async Task A_body_without_end_is_not_read_to_it()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PressAsync("payload=" + new string('a', 600_000))).Status);
    }

    [Fact]
    public async Task The_largest_message_that_we_send_can_be_pressed()
    {
        var driver = new ChannelDriver(new SlackChannel(TimeProvider.System), new Dictionary<string, string> { ["token"] = "xoxb-1", ["signing_secret"] = Secret });
        var name = string.Concat(Enumerable.Repeat("é\"<客", 15));
        var message = await driver.RenderAsync("slack:#customers", new Content.OfAlerts(Some.Digest(60, name: name), null));
        var whole = JsonSerializer.Serialize(new
        {
            type = "block_actions",
            user = new { id = "U0123ABC", username = "jan" },
            // Escaped to plain ASCII, as Slack does.
            message = JsonDocument.Parse(driver.Artifacts[message].Bytes).RootElement,
            actions = new[] { new { type = "button", action_id = "contacted", value = "1/5" } },
        });
        Assert.Equal(HttpStatusCode.OK, (await PressAsync("payload=" + Uri.EscapeDataString(whole))).Status);
        Assert.Equal(["5 contacted"], _alerts.Log);
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_passed_off_as_done()
    {
        _alerts.Broken = "the disk is full";
        var (status, body) = await PressAsync(Press("contacted"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (status, body));
    }

    [Fact]
    public async Task Looking_at_it_is_not_what_it_is_for() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _site.Client.GetAsync(SlackInteractions.Path)).StatusCode);

    async Task IsAsync(HttpStatusCode expected, string body)
    {
        Assert.Equal((expected, ""), await PressAsync(body));
        Assert.Empty(_alerts.Log);
    }

    /// <summary>As Slack sends it, with some of what it sends along.</summary>
    static string Press(string action, string value = "1/5", string user = "U0123ABC") => "payload=" + Uri.EscapeDataString(JsonSerializer.Serialize(new
    {
        type = "block_actions",
        user = new { id = user, username = "jan", team_id = "T0" },
        api_app_id = "A0",
        container = new { type = "message", message_ts = "1782709200.000100", channel_id = "C0123ABC" },
        trigger_id = "1.2.3",
        response_url = "https://hooks.slack.com/actions/T0/1/x",
        actions = new[] { new { action_id = action, block_id = "b1", text = new { type = "plain_text", text = "Contacted" }, value, type = "button", action_ts = "1.1" } },
    }));

    async Task<(HttpStatusCode Status, string Body)> PressAsync(string body, string secret = Secret, DateTimeOffset? at = null, string? signature = "good")
    {
        using var request = Request(body, secret, at ?? s_now, signature);
        using var response = await _site.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <param name="signature">"good" for one by the secret.</param>
    static HttpRequestMessage Request(string body, string secret, DateTimeOffset at, string? signature)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, SlackInteractions.Path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        if (signature == "good")
            signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{time}:{body}")));
        if (signature is not null) request.Headers.Add("X-Slack-Signature", signature);
        return request;
    }
}
