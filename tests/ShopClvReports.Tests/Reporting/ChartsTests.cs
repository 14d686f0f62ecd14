using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What one would rather look at: the charts of channels, products, the forecast and the summary.</summary>
public sealed class ChartsTests
{
    const string Evil = "<b>\u202Enew";

    /// <summary>Forty customers: each buys in April and May for 30, half of them through the till; the even ones again in June.</summary>
    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR"], ["web", "pos"],
        [
            .. from customer in Enumerable.Range(1, 40)
               from month in Enumerable.Range(4, customer % 2 == 0 ? 3 : 2)
               select Some.Row(100 * customer + month, customer, $"2026-{month:00}-{1 + customer % 25:00}T12:00:00Z", 30_00 + customer) with { Channel = (ushort)(customer % 2) },
        ], []));

    static readonly ReportSource s_source = new(s_ledger, Some.DutchShop, Some.EndOfJune, new ShopTerms(50, Tiers.Default))
    {
        Spend = () => [new MarketingSpend(new DateOnly(2026, 4, 1), "web", new Money(500_00, Some.Euro))],
        ReadLines = seen =>
        {
            for (var customer = 1; customer <= 40; customer++)
                seen(new OrderId(100 * customer + 4), [new LineItem(1, new ProductId(customer % 2 + 1), customer % 2 == 0 ? Evil : "new", 1, 1, 30_00, false)]);
        },
    };

    static Report Report(string kind, string period = "all", string? where = null) => new ReportRequest(kind, period, Where: where).Build(s_source);

    static Chart.Bars Bars(Report report) => Assert.IsType<Chart.Bars>(report.Sections.Single().Chart);

    [Fact]
    public void Channels_hold_what_a_customer_brought_against_what_winning_one_cost()
    {
        var bars = Bars(Report("channels"));
        // Twenty even ones through the web, three orders of 30 and 20.2 to 20.8 cents on average; twenty odd ones through the till, two orders.
        Assert.Equal(["pos", "web"], bars.Names);
        Assert.Equal([30_20L, 45_32L], bars.Values);
        Assert.Equal("cac", bars.Against!.Measure);
        Assert.Equal([MoneyColumn.Unknown, 25_00L], bars.Against.Values);
        Assert.Equal(45_32L, bars.Greatest);
        Assert.Equal(["web"], Bars(Report("channels", where: "channel = 'web'")).Names);
        Assert.Null((new ReportRequest("channels").Build(s_source with { Spend = () => [] }).Sections.Single().Chart as Chart.Bars)!.Against);
    }

    [Fact]
    public void Products_are_by_what_those_brought_whom_they_won()
    {
        var bars = Bars(Report("products"));
        Assert.Equal([Evil, "new"], bars.Names);
        Assert.Equal([45_32L, 30_20L], bars.Values);
    }

    [Fact]
    public void The_forecast_has_its_interval()
    {
        var report = Report("forecast");
        var (bars, section) = (Bars(report), report.Sections.Single());
        Assert.Equal(["30_days", "90_days", "365_days"], bars.Names);
        Assert.Equal(section.Shown("expected_revenue"), bars.Values.Cast<object?>());
        Assert.Equal(section.Shown("revenue_low"), bars.Ranges!.Select(r => (object?)r.Low));
        Assert.Equal(bars.Ranges!.Max(r => r.High), bars.Greatest);
        Assert.Null(new ReportRequest("forecast").Build(ReportSource.Nothing(Some.DutchShop)).Sections.Single().Chart);
    }

    [Fact]
    public void The_summary_holds_revenue_against_the_period_before()
    {
        var bars = Bars(Report("summary", "this-month"));
        Assert.Equal(["now", "before"], bars.Names);
        Assert.Equal([20 * 30_00L + 420, 40 * 30_00L + 820], bars.Values);
        Assert.Null(Report("summary").Sections.Single().Chart);
    }

    [Theory]
    [InlineData("channels", "all", "CLV per customer", "€30.20", "Klantwaarde per klant")]
    [InlineData("products", "all", "CLV per customer, by the product of the first order", "€45.32", "Klantwaarde per klant, naar het product van de eerste bestelling")]
    [InlineData("forecast", "all", "Expected revenue, with what comes in 8 of 10 cases", "Within 365 days", "Verwachte omzet, met wat er in 8 van de 10 gevallen komt")]
    [InlineData("summary", "this-month", "Revenue", "The period before", "Omzet")]
    public async Task Each_is_drawn_on_the_page(string kind, string period, string caption, string text, string dutch)
    {
        var page = await Rendered.HtmlAsync(Report(kind, period));

        Assert.StartsWith(caption, page.QuerySelector("figcaption")!.TextContent.Trim());
        Assert.Contains(text, page.QuerySelector(".chart-rows")!.TextContent);
        Assert.Contains(page.QuerySelectorAll(".chart-bar rect, .chart-bar line"), bar => bar.GetAttribute("width") == "100%" || bar.GetAttribute("x2") == "100%");
        Assert.Empty(page.QuerySelectorAll("b"));
        Assert.StartsWith(dutch, (await Rendered.HtmlAsync(Report(kind, period), Language.Nl)).QuerySelector("figcaption")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_product_called_like_a_group_of_ours_keeps_its_name_in_the_chart_and_in_the_mail()
    {
        var page = await Rendered.HtmlAsync(Report("products"), Language.Nl);
        Assert.Contains(page.QuerySelectorAll(".chart-name"), name => name.TextContent == "new");
        Assert.Contains(await MailAsync("products"), text => text.Contains("<bdi>new</bdi>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_of_channels_draws_both_bars_and_shows_both_amounts()
    {
        var texts = await MailAsync("channels");
        Assert.Contains(texts, text => text.Contains("class=\"against\" width=\"55%\"", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("€ 45,32", StringComparison.Ordinal) && text.Contains("€ 25,00", StringComparison.Ordinal));
    }

    static async Task<IReadOnlyList<string>> MailAsync(string kind)
    {
        var driver = new ChannelDriver(new EmailChannel(), new Dictionary<string, string>());
        var name = await driver.RenderAsync("email:jan@x.nl?attach=none", new Content.OfReport(Report(kind), []), Language.Nl);
        using var mail = JsonDocument.Parse(driver.Artifacts[name].Bytes);
        return [.. mail.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).Select(p => p.Value.GetString()!)];
    }
}
