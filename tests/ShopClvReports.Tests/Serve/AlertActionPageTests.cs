using System.Net;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What the links of a mail about alerts open.</summary>
public sealed class AlertActionPageTests : IAsyncLifetime, IDisposable
{
    static readonly DateTimeOffset s_now = new(2026, 6, 29, 5, 0, 0, TimeSpan.Zero);
    static readonly AlertLinks s_links = new(new byte[32]);

    readonly DataDirectory _data = new();
    readonly StoppedClock _clock = new(s_now);
    SqliteStore _store = null!;
    AlertBook _alerts = null!;
    SomeSite _site = null!;
    Schedule _rule = null!;

    public async Task InitializeAsync()
    {
        _store = _data.Open();
        var shop = await _store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null);
        _rule = await _store.Schedules.SaveScheduleAsync(shop.Id, "VIPs <b>&", SomeRun.Definition, s_now);
        _alerts = new AlertBook(shop.Id, Some.Alert(5) with { Rule = _rule.Id });
        var desk = new AlertDesk(_alerts, new Channels([], _store.Schedules, _ => new Dictionary<string, string>()), _clock);
        _site = await SomeSite.StartAsync(app => AlertActionPage.Map(app, desk, _alerts, _store.Schedules, s_links, _clock));
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _store.DisposeAsync();
    }

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Looking_says_what_would_be_done_and_does_nothing()
    {
        var (status, page) = await GetAsync(Link(AlertAction.Dismiss));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("An unusually quiet customer, by the rule VIPs &lt;b&gt;&amp;.", page);
        Assert.Contains("This is no customer any more: no more alerts unless an order comes.", page);
        Assert.Contains("<form method=\"post\"><button>Not a customer any more</button></form>", page);
        Assert.Single(page.Split("<button").Skip(1));
        Assert.Empty(_alerts.Log);
    }

    [Theory]
    [InlineData(AlertAction.Contacted, "Contacted.")]
    [InlineData(AlertAction.Snooze, "Snoozed until 29 Jul 2026.")]
    [InlineData(AlertAction.Dismiss, "Not a customer any more.")]
    public async Task The_button_does_it_once_and_a_used_link_says_that_it_is_so(AlertAction action, string standing)
    {
        var (status, page) = await PostAsync(Link(action));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"<p>{standing}</p>", page);
        Assert.Equal("mail", _alerts[5].By);

        foreach (var (again, text) in new[] { await PostAsync(Link(action)), await GetAsync(Link(action)) })
        {
            Assert.Equal(HttpStatusCode.OK, again);
            Assert.Contains($"<p>{standing} It was so already.</p>", text);
            Assert.DoesNotContain("<form", text);
        }

        Assert.Single(_alerts.Log);
    }

    [Fact]
    public async Task A_customer_who_is_back_already_is_said_to_be()
    {
        _alerts.Put(_alerts[5] with { State = AlertState.CameBack, ReturnedAt = s_now });
        foreach (var (_, page) in new[] { await GetAsync(Link(AlertAction.Contacted)), await PostAsync(Link(AlertAction.Contacted)) })
            Assert.Contains("<p>Came back on 29 Jun 2026. There is nothing to do any more.</p>", page);
        Assert.Empty(_alerts.Log);
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_rule()
    {
        await _store.Schedules.SaveScheduleAsync(_rule.Shop, _rule.Name, SomeRun.Definition with { Language = "nl" }, s_now);
        Assert.Contains("<button>30 dagen uitstellen</button>", (await GetAsync(Link(AlertAction.Snooze))).Page);
        var (_, page) = await PostAsync(Link(AlertAction.Snooze));
        Assert.Contains("lang=\"nl\"", page);
        Assert.Contains("<p>Uitgesteld tot 29 jul 2026.</p>", page);
    }

    [Fact]
    public async Task An_old_link_says_that_it_is_old_and_does_nothing()
    {
        var old = s_links.Make("http://x.nl", _rule.Shop, 5, AlertAction.Contacted, s_now.AddDays(-60).AddSeconds(-1));
        foreach (var (status, page) in new[] { await GetAsync(old), await PostAsync(old) })
        {
            Assert.Equal(HttpStatusCode.Gone, status);
            Assert.Contains("more than 60 days old", page);
        }

        Assert.Empty(_alerts.Log);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(s_links.Make("http://x.nl", _rule.Shop, 5, AlertAction.Contacted, s_now.AddDays(-60)))).Status);
    }

    [Fact]
    public async Task Links_that_are_forged_or_lead_nowhere_all_say_the_same_and_do_nothing()
    {
        var pages = new List<string>();
        foreach (var link in (string[])
            [
                "", "/alerts/act", "/alerts/act?t=", "/alerts/act?t=a&t=b", Link(AlertAction.Contacted) + "A", Link(AlertAction.Contacted)[..^2],
                new AlertLinks([.. Enumerable.Repeat((byte)1, 32)]).Make("http://x.nl", _rule.Shop, 5, AlertAction.Contacted, s_now),
                new UnsubscribeLinks(new byte[32]).Make("http://x.nl", _rule.Shop, 5, "jan@x.nl").Replace("/unsubscribe", "/alerts/act"),
                s_links.Make("http://x.nl", _rule.Shop + 1, 5, AlertAction.Contacted, s_now), s_links.Make("http://x.nl", _rule.Shop, 6, AlertAction.Contacted, s_now),
            ])
            foreach (var (status, page) in new[] { await GetAsync(link), await PostAsync(link) })
            {
                Assert.Equal(HttpStatusCode.NotFound, status);
                if (link.Length > 0) pages.Add(page);
            }

        Assert.Single(pages.Distinct());
        Assert.Contains("This link is not valid (any more).", pages[0]);
        Assert.Empty(_alerts.Log);
    }

    [Fact]
    public async Task A_link_of_an_alert_or_a_rule_that_was_removed_leads_nowhere()
    {
        await _store.Schedules.RemoveScheduleAsync(_rule.Shop, _rule.Id, s_now);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(Link(AlertAction.Contacted))).Status);
        _alerts.Remove(5);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(Link(AlertAction.Contacted))).Status);
        Assert.Empty(_alerts.Log);
    }

    string Link(AlertAction action) => s_links.Make("http://x.nl", _rule.Shop, 5, action, s_now);

    Task<(HttpStatusCode Status, string Page)> GetAsync(string link) => SendAsync(HttpMethod.Get, link);

    Task<(HttpStatusCode Status, string Page)> PostAsync(string link) => SendAsync(HttpMethod.Post, link);

    async Task<(HttpStatusCode Status, string Page)> SendAsync(HttpMethod method, string link)
    {
        using var request = new HttpRequestMessage(method, link.Replace("http://x.nl", "", StringComparison.Ordinal));
        using var response = await _site.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
