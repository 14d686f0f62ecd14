using System.Text.Json.Nodes;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Every answer of Google's is one outcome; after any of them, and any break, sending again ends as sending once.</summary>
public sealed class SheetsReplyTests : IAsyncLifetime
{
    const string Klanten = $"sheets:{SheetsServer.Id}?tab=Klanten";
    const int TokenRequest = 0;
    const int FirstRead = 1;

    SheetsServer _google = null!;

    public async Task InitializeAsync() => _google = await SheetsServer.StartAsync();

    public async Task DisposeAsync() => await _google.DisposeAsync();

    /// <summary>Status, Google's status word, reason, Retry-After; the outcome's name and words of its reply.</summary>
    public static TheoryData<int, string, string?, string?, string, string> Replies => new()
    {
        { 429, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "77", "rate-limited", "Google answered 429: recorded" },
        { 429, "RESOURCE_EXHAUSTED", null, null, "rate-limited", "429" },
        { 403, "PERMISSION_DENIED", "rateLimitExceeded", "77", "rate-limited", "403" },
        { 403, "PERMISSION_DENIED", "userRateLimitExceeded", null, "rate-limited", "403" },
        { 403, "PERMISSION_DENIED", "quotaExceeded", null, "rate-limited", "403" },
        { 403, "RESOURCE_EXHAUSTED", null, null, "rate-limited", "403" },
        { 403, "PERMISSION_DENIED", "forbidden", null, "rejected-target", $"Share the sheet with {SheetsServer.Email} as editor" },
        { 403, "PERMISSION_DENIED", null, null, "rejected-target", "Share the sheet" },
        { 403, "PERMISSION_DENIED", "accessNotConfigured", null, "rejected-credential", "recorded" },
        { 404, "NOT_FOUND", null, null, "rejected-target", "no such spreadsheet" },
        { 400, "INVALID_ARGUMENT", null, null, "rejected-target", "Google answered 400: recorded" },
        { 401, "UNAUTHENTICATED", null, null, "rejected-credential", "401" },
        { 409, "ABORTED", null, null, "retry", "409" },
        { 302, "", null, null, "retry", "302" },
        { 500, "INTERNAL", null, null, "retry", "500" },
        { 503, "UNAVAILABLE", null, "77", "retry", "503" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task An_answer_is_one_outcome(int status, string word, string? reason, string? retryAfter, string outcome, string words)
    {
        foreach (var number in (int[])[FirstRead, FirstRead + 1])
        {
            _google.Fault = n => n == _first + number ? Fault.Reply(status, SheetsServer.Error(status, word, "recorded", reason), retryAfter) : null;
            var came = await SendAsync();
            Assert.Equal(outcome, came.Name);
            Assert.Contains(words, came.Reply, StringComparison.Ordinal);
            if (came is Outcome.Limited limited) Assert.Equal(Some.Noon.AddSeconds(retryAfter is null ? 30 : 77), limited.NotBefore);
            if (came is Outcome.Retry retry) Assert.Equal(retryAfter is null ? null : Some.Noon.AddSeconds(77), retry.NotBefore);
        }

        Assert.Single(_google.Views.Distinct());
    }

    [Theory]
    [InlineData(200, "<html>Sign in to the guest network</html>", "something else than JSON")]
    [InlineData(200, "[]", "something else than an object")]
    [InlineData(200, "{}", "without the spreadsheet's tabs")]
    [InlineData(502, "<html>Bad gateway</html>", "502")]
    public async Task An_answer_that_is_not_Googles_is_tried_again(int status, string body, string words)
    {
        _google.Fault = n => n == FirstRead ? Fault.Reply(status, body) : null;
        Assert.Contains(words, Assert.IsType<Outcome.Retry>(await SendAsync()).Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        _google.Fault = n => n == FirstRead ? Fault.Reply(200, new string(' ', 17 << 20)) : null;
        Assert.Contains("larger than 16 MB", Assert.IsType<Outcome.Retry>(await SendAsync()).Reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenRequest)]
    [InlineData(FirstRead)]
    public async Task Silence_is_tried_again(int number)
    {
        _google.Fault = n => n == number ? Fault.Silence : null;
        var delivery = new SheetsDelivery(_google, Klanten, Some.SmallReport()) { Times = new SheetsTimes(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) };
        Assert.Contains("did not answer within 1 seconds", Assert.IsType<Outcome.Retry>(await delivery.DeliverAsync()).Reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""", "rejected-credential", "invalid_grant: Invalid JWT Signature.")]
    [InlineData(401, """{"error":"invalid_client","error_description":"The OAuth client was not found."}""", "rejected-credential", "invalid_client")]
    [InlineData(429, """{"error":"rate_limit_exceeded"}""", "rate-limited", "rate_limit_exceeded")]
    [InlineData(500, """{"error":"internal_failure"}""", "retry", "internal_failure")]
    [InlineData(503, "<html>", "retry", "no access token")]
    [InlineData(200, "<html>", "retry", "no access token")]
    [InlineData(302, "", "retry", "no access token")]
    public async Task An_answer_instead_of_a_token_is_one_outcome(int status, string body, string outcome, string words)
    {
        _google.Fault = n => n == TokenRequest ? Fault.Reply(status, body) : null;
        var came = await SendAsync();
        Assert.Equal(outcome, came.Name);
        Assert.Contains(words, came.Reply, StringComparison.Ordinal);
        Assert.Single(_google.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        foreach (var number in (int[])[TokenRequest, FirstRead])
        {
            _google.Fault = n => n == _first + number ? Fault.Broken : null;
            Assert.IsType<Outcome.Retry>(await SendAsync());
        }
    }

    [Theory]
    [InlineData("replace")]
    [InlineData("history")]
    public async Task A_break_at_any_request_ends_as_if_there_was_none(string mode)
    {
        var destination = $"{Klanten}&mode={mode}";
        var unbroken = await WithoutBreakAsync(destination);
        Fault[] faults = [Fault.Reply(503, SheetsServer.Error(503, "UNAVAILABLE", "recorded")), Fault.Broken, Fault.Lost, Fault.HalfSent];
        foreach (var fault in faults)
        {
            var broke = true;
            for (var at = 0; broke; at++)
            {
                await using var google = await SheetsServer.StartAsync();
                await new SheetsDelivery(google, destination, Some.ReportInTwoCurrencies()).DeliverAsync();
                var (before, first, from) = (google.Spreadsheet.View, google.Requests.Count, google.Views.Count);
                google.Fault = n => n == first + at ? fault : null;
                var delivery = Second(google, destination);
                var came = await delivery.DeliverAsync();
                broke = came is not Outcome.Sent;
                if (broke) Assert.IsType<Outcome.Retry>(came);
                if (broke) Assert.IsType<Outcome.Sent>(await delivery.DeliverAsync());
                Assert.Equal(unbroken.View, google.Spreadsheet.View);
                Assert.Equal(unbroken.Tabs, google.Spreadsheet.Tabs.Count);
                Assert.All(google.Spreadsheet.Tabs, t => Assert.DoesNotContain(t.Metadata, m => m.Key.Contains("staging", StringComparison.Ordinal)));
                Assert.All(google.Views.Skip(from), v => Assert.True(v == before || v == unbroken.View, "a reader saw something in between"));
                Assert.True(at < 60 && (broke || at >= 5), $"{at} requests");
            }
        }
    }

    [Fact]
    public async Task A_send_that_was_held_up_goes_on_where_it_stopped()
    {
        var report = SheetsDelivery.Customers(50);
        _google.Fault = n => n == 8 ? Fault.Reply(429, SheetsServer.Error(429, "RESOURCE_EXHAUSTED", "Quota exceeded")) : null;
        var delivery = new SheetsDelivery(_google, Klanten, report);
        Assert.IsType<Outcome.Limited>(await delivery.DeliverAsync());
        var before = _google.Requests.Count(r => r == "updateCells");
        Assert.Equal(5, before);
        Assert.IsType<Outcome.Sent>(await delivery.DeliverAsync());
        Assert.Single(_google.Requests, r => r.StartsWith("addSheet", StringComparison.Ordinal));
        Assert.Equal("handed over", delivery.Log[^1]);

        await using var other = await SheetsServer.StartAsync();
        await new SheetsDelivery(other, Klanten, report).DeliverAsync();
        Assert.Equal(other.Spreadsheet.View, _google.Spreadsheet.View);
        Assert.Equal(other.Requests.Count(r => r == "updateCells"), _google.Requests.Count(r => r == "updateCells"));
    }

    [Fact]
    public async Task What_a_send_that_never_came_back_left_behind_is_dropped()
    {
        _google.Fault = n => n == 5 ? Fault.Broken : null;
        await SendAsync();
        Assert.Contains(_google.Spreadsheet.Tabs, t => t.Hidden);
        Assert.IsType<Outcome.Sent>(await Second(_google, Klanten).DeliverAsync());
        Assert.DoesNotContain(_google.Spreadsheet.Tabs, t => t.Hidden);
    }

    [Fact]
    public async Task A_check_asks_for_a_token_and_says_whom_to_share_with()
    {
        var check = await CheckAsync(_google.KeyJson());
        Assert.Equal((true, $"works as {SheetsServer.Email}; share each sheet with that address as editor"), (check.Works, check.Words));
        Assert.Equal(["POST /token"], _google.Requests);
    }

    [Theory]
    [InlineData("client_email", null, "has no client_email")]
    [InlineData("private_key", null, "has no private_key")]
    [InlineData("private_key", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n", "private_key in key_json cannot be read")]
    [InlineData("private_key", "s3cret", "private_key in key_json cannot be read")]
    [InlineData("type", "authorized_user", "not the key of a service account")]
    [InlineData("token_uri", "http://oauth2.example/token", "token_uri in key_json is not an https address")]
    public async Task A_key_that_will_not_do_says_what_is_wrong_and_not_what_it_is(string field, string? value, string words)
    {
        var key = JsonNode.Parse(_google.KeyJson())!.AsObject();
        key[field] = value;
        var check = await CheckAsync(key.ToJsonString());
        Assert.False(check.Works);
        Assert.Contains(words, check.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", check.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", check.Words, StringComparison.Ordinal);
        Assert.Empty(_google.Requests);
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_not_JSON_is_said_to_be_so()
    {
        Assert.Contains("key_json is not set", (await CheckAsync("")).Words, StringComparison.Ordinal);
        Assert.Contains("key_json is not JSON", (await CheckAsync("-----BEGIN")).Words, StringComparison.Ordinal);
    }

    int _first;

    async Task<Outcome> SendAsync()
    {
        _first = _google.Requests.Count;
        return await new SheetsDelivery(_google, Klanten, Some.SmallReport()).DeliverAsync();
    }

    static async Task<(string View, int Tabs)> WithoutBreakAsync(string destination)
    {
        await using var google = await SheetsServer.StartAsync();
        Assert.IsType<Outcome.Sent>(await new SheetsDelivery(google, destination, Some.ReportInTwoCurrencies()).DeliverAsync());
        Assert.IsType<Outcome.Sent>(await Second(google, destination).DeliverAsync());
        return (google.Spreadsheet.View, google.Spreadsheet.Tabs.Count);
    }

    static SheetsDelivery Second(SheetsServer google, string destination) =>
        new(google, destination, SheetsDelivery.Customers(12, day: 29)) { Run = SomeRun.Scheduled with { Id = 42 } };

    static async Task<ChannelCheck> CheckAsync(string key)
    {
        var channel = new SheetsChannel(new StoppedClock());
        return await new ChannelDriver(channel, new Dictionary<string, string> { ["key_json"] = key }).CheckAsync();
    }
}
