using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What a mail and a chat show of the report on differences with Shopify.</summary>
public sealed class ReconcileMessagesTests
{
    const long Anna = 6_000_000_000_352;
    const string Evil = "<b>\u202E#1009\n";

    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR"], ["web"], [Some.Row(1, Anna, "2026-05-10T12:00:00Z", 60_00)],
        [new LedgerCustomer(Anna, CustomerKind.Account, null, "Anna de Vries", "anna@example.com", 0, false)]));

    static readonly CustomerDifference s_refunded = new(
        new CustomerId(Anna), Some.Euro, new Tally(1, 60_00), new Tally(2, 72_50),
        [
            new DifferencePart(DifferenceCause.Cancelled, [new OrderDifference("#1002", new Tally(1, 0))], new Tally(1, 0)),
            new DifferencePart(DifferenceCause.Refunded, [new OrderDifference(Evil, new Tally(0, 12_50))], new Tally(0, 12_50)) { More = 3 },
        ]);

    static readonly CustomerDifference s_unexplained = new(
        new CustomerId(6_000_000_000_353), Some.Euro, new Tally(4, 100_00), new Tally(3, 100_00),
        [new DifferencePart(DifferenceCause.Unexplained, [], new Tally(-1, 0))]);

    static readonly Reconciliation s_last = new(
        Some.Noon, Some.Noon, 5, 4, 1, new DateOnly(2026, 4, 3), new DateOnly(2026, 6, 1),
        [
            new DayDifference(new DateOnly(2026, 5, 9), Some.Euro, new Tally(2, 30_00), new Tally(1, 20_00), [new DayOrder(new OrderId(3), "#1003", DayTrouble.Gone, new Tally(-1, -10_00))], true),
        ],
        1_500, new Tally(900, 9_000_00), 2, 1, [s_unexplained, s_refunded]);

    static Report Build(Reconciliation? last, string? columns = null, Ledger? ledger = null) => new ReportRequest("reconcile", "all", Columns: columns)
        .Build(new ReportSource(ledger ?? s_ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid) { Reconciliation = () => last });

    [Fact]
    public async Task A_mail_names_who_differs_by_how_much_and_why()
    {
        var (plain, _) = await MailAsync(Build(s_last));
        Assert.Contains(
            """

            Customers compared      1,500
            Customers that differ       2
            Of those not explained      1

            #  Customer or day  Shopify's  Difference  Orders between
            1  6000000000353      €100.00       €0.00              -1
               Not explained
            2  Anna de Vries       €72.50      €12.50               1
               Cancelled; Refunded afterwards
               #1002 (+1, 0.00); <b>#1009  (+12.50), … +3
            3  2026-05-09          €20.00     -€10.00              -1
               Deleted at Shopify; Mended
               #1003 (-1, -10.00)
            Not shown for lack of room: Ours, Our orders, Shopify's orders.

            """.ReplaceLineEndings("\n"), plain);
    }

    [Fact]
    public async Task The_page_of_the_mail_says_the_same_in_Dutch()
    {
        var (_, page) = await MailAsync(Build(s_last), Language.Nl);
        Assert.Equal(
            ["Klanten vergeleken|1.500", "Klanten die verschillen|2", "Waarvan niet verklaard|1"], page.QuerySelectorAll(".figures tr").Select(Cells));
        Assert.Equal(
            [
                "#|Klant of dag|Van Shopify|Verschil|Bestellingen verschil",
                "1|6000000000353|€ 100,00|€ 0,00|-1", "Niet verklaard",
                "2|Anna de Vries 6000000000352|€ 72,50|€ 12,50|1", "Geannuleerd; Later terugbetaald #1002 (+1, 0.00); <b>#1009 (+12.50), … +3",
                "3|2026-05-09|€ 20,00|€ -10,00|-1", "Verwijderd bij Shopify; Hersteld #1003 (-1, -10.00)",
            ],
            page.QuerySelectorAll(".customers > tbody > tr").Select(Cells));
        Assert.Empty(page.QuerySelectorAll(".customers b"));
        Assert.All(page.QuerySelectorAll("td, th"), e => Assert.True(e.HasAttribute("style"), e.OuterHtml));
        Assert.DoesNotContain("Omzet", page.Body!.TextContent);
    }

    [Fact]
    public async Task The_page_in_a_browser_has_the_same_figures()
    {
        var page = await Rendered.HtmlAsync(Build(s_last));
        Assert.Equal(["1,500", "2", "1"], page.QuerySelectorAll(".figures dd").Select(d => d.TextContent));
        Assert.Empty((await Rendered.HtmlAsync(Build(null))).QuerySelectorAll(".figures"));
    }

    [Fact]
    public async Task Columns_that_were_asked_for_are_all_that_a_mail_shows()
    {
        var (plain, _) = await MailAsync(Build(s_last, "ours,explanation"));
        Assert.Contains("\n#  Customer or day     Ours\n1  6000000000353    €100.00\n   Not explained\n2  6000000000352     €60.00\n   Cancelled; Refunded afterwards\n", plain);
        Assert.DoesNotContain("Not shown", plain);
    }

    [Fact]
    public async Task A_shop_that_was_never_compared_has_no_figures_in_its_mail_or_chat()
    {
        var (plain, page) = await MailAsync(Build(null));
        Assert.DoesNotContain("compared  ", plain);
        Assert.Empty(page.QuerySelectorAll(".figures"));
        SlackLimits.Hold(await ChatAsync(Build(null)));
    }

    [Theory]
    [InlineData(Language.En, "Customers that differ", "Revenue")]
    [InlineData(Language.Nl, "Klanten die verschillen", "Omzet")]
    public async Task A_chat_shows_how_many_were_compared_and_differ(Language language, string differ, string revenue)
    {
        var body = await ChatAsync(Build(s_last), language);
        SlackLimits.Hold(body);
        var texts = SlackLimits.Strings(body.GetProperty("blocks")).ToList();
        Assert.Contains($"*{differ}*\n2", texts);
        Assert.DoesNotContain(texts, text => text.StartsWith($"*{revenue}*", StringComparison.Ordinal));
        Assert.Contains($"\n{differ}: 2\n", body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Another_currency_has_its_rows_and_no_figures()
    {
        var yen = s_refunded with { Currency = new Currency("JPY") };
        var report = Build(s_last with { Differences = [s_refunded, yen] });
        var (_, page) = await MailAsync(report);
        Assert.Equal(["EUR", "JPY"], page.QuerySelectorAll("h2").Take(2).Select(h => h.TextContent));
        Assert.Single(page.QuerySelectorAll(".figures"));
        SlackLimits.Hold(await ChatAsync(report));
    }

    [Theory]
    [InlineData("EUR", 35)]
    [InlineData("JPY", 18)]
    public async Task Many_differences_do_not_make_a_mail_that_is_cut_off(string currency, int more)
    {
        var orders = Enumerable.Range(1, 20).Select(i => new OrderDifference(new string('客', 40) + i, new Tally(1, 12_345))).ToList();
        var differences = Enumerable.Range(1, 60).Select(i => new CustomerDifference(
            new CustomerId(Anna + i), i <= 30 ? Some.Euro : new Currency(currency), default, new Tally(20, 246_900), [new DifferencePart(DifferenceCause.TooOld, orders, new Tally(20, 246_900))])).ToList();
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR"], ["web"], [],
            [.. differences.Select(d => new LedgerCustomer(d.Customer.Value, CustomerKind.Account, null, new string('客', 200), null, 0, false))]));
        var (plain, page) = await MailAsync(Build(s_last with { Differences = differences, Differ = 60, Days = [] }, ledger: ledger), Language.Nl);
        Assert.Contains($"\nNog {more} verschillen staan ", plain);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Source.Text), 0, 102_000);
    }

    static string Cells(IElement row) => string.Join('|', row.Children.Select(c =>
    {
        foreach (var end in c.QuerySelectorAll("br")) end.Replace(c.Owner!.CreateTextNode(" "));
        return string.Join(' ', c.TextContent.Replace('\u00A0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }));

    static async Task<(string Plain, IDocument Page)> MailAsync(Report report, Language language = Language.En)
    {
        var driver = new ChannelDriver(new EmailChannel(), new Dictionary<string, string>());
        var name = await driver.RenderAsync("email:jan@x.nl", new Content.OfReport(report, []), language);
        using var mail = JsonDocument.Parse(driver.Artifacts[name].Bytes);
        var html = mail.RootElement.GetProperty("html").GetString()!;
        return (mail.RootElement.GetProperty("text").GetString()!, new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html));
    }

    static async Task<JsonElement> ChatAsync(Report report, Language language = Language.En)
    {
        var driver = new ChannelDriver(new SlackChannel(TimeProvider.System), new Dictionary<string, string>());
        var name = await driver.RenderAsync("slack:#customers", new Content.OfReport(report, []), language);
        using var json = JsonDocument.Parse(driver.Artifacts[name].Bytes);
        return JsonSerializer.SerializeToElement(json.RootElement.EnumerateObject().Where(p => p.Name != "file").ToDictionary(p => p.Name, p => p.Value));
    }
}
