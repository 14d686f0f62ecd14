using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Reports on channels, products, one customer and the whole shop, as they come out.</summary>
public class BusinessReportsTests
{
    const string Evil = "<b>\u202Eevil\u001b[31m\n=1+1";

    static readonly Ledger s_ledger = Ledger.Empty.With(new LedgerChanges(
        1, ["EUR"], ["web", Evil.ToLowerInvariant()],
        [Some.Row(1, 11, "2026-05-10T12:00:00Z", 60_00), Some.Row(2, 11, "2026-06-20T12:00:00Z", 30_00), Some.Row(3, 12, "2026-06-01T12:00:00Z", 50_00) with { Channel = 1 }],
        [new LedgerCustomer(11, CustomerKind.Account, null, Evil, "a@example.com", 0, false)]));

    static readonly ReportSource s_source = new(s_ledger, Some.DutchShop, Some.EndOfJune, ShopTerms.Unsaid)
    {
        Spend = () => [new MarketingSpend(new DateOnly(2026, 6, 1), "web", new Money(10_00, Some.Euro))],
        ReadCompanies = seen => seen(new OrderId(1), new OrderCompany(7, Evil)),
        ReadLines = seen => seen(new OrderId(1), [new LineItem(1, null, Evil, 1, 1, 60_00, false)]),
    };

    static Report Build(ReportKind kind) =>
        new ReportRequest(kind.Name(), ReportRequests.UsualPeriod(kind)) { Customer = kind == ReportKind.Customer ? "a@example.com" : null }.Build(s_source);

    static async Task<string> Written(Report report, ReportFormat format, Language language)
    {
        using var output = new MemoryStream();
        await ReportRenderer.WriteAsync(report, format, language, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    public static TheoryData<ReportKind, Language> Cases
    {
        get
        {
            var cases = new TheoryData<ReportKind, Language>();
            foreach (var kind in (ReportKind[])[ReportKind.Channels, ReportKind.Products, ReportKind.Companies, ReportKind.Customer, ReportKind.Summary])
                foreach (var language in Enum.GetValues<Language>()) cases.Add(kind, language);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_comes_out_in_every_format_with_words_of_its_language_and_no_markup_from_outside(ReportKind kind, Language language)
    {
        var report = Build(kind);
        var words = Words.Of(language);
        Assert.NotEmpty(words.Title(kind));
        foreach (var column in report.Sections[0].Columns) Assert.NotEqual(column.Key, words.Heading(column.Key));
        Assert.NotEmpty(words.Business.Definition(report, Formats.Of(language)));
        Assert.NotEmpty(report.Sections[0].Rows);
        foreach (var format in Enum.GetValues<ReportFormat>()) Assert.NotEmpty(await Written(report, format, language));

        var html = await Written(report, ReportFormat.Html, language);
        Assert.Contains("&lt;b&gt;evil", html);
        Assert.DoesNotContain("<b>", html);
        Assert.DoesNotContain("\u202E", html);
        Assert.All(ReportText.Of(report, language).Remarks, remark => Assert.DoesNotContain(remark, char.IsControl));
    }

    [Fact]
    public async Task Contacts_stand_below_their_company_without_a_place_of_their_own()
    {
        var report = Build(ReportKind.Companies);
        var page = await Rendered.HtmlAsync(report);
        var rows = page.QuerySelectorAll("tbody tr");
        Assert.Equal(2, rows.Length);
        Assert.Equal(("1", ""), (rows[0].Children[0].TextContent, rows[1].Children[0].TextContent));
        Assert.Equal("", rows[1].QuerySelector("th")!.TextContent.Trim());
        Assert.Contains("evil", rows[1].QuerySelector("td[data-label=Contact]")!.TextContent);
        Assert.Equal("€60.00", page.QuerySelectorAll("tfoot tr")[0].QuerySelectorAll("td[data-label=Revenue]").Single().TextContent);

        var lines = await Rendered.CsvAsync(report);
        Assert.Equal(["Company", "Contact", "Contacts"], lines[0][..3]);
        Assert.Equal((lines[1][0], "", "1", ""), (lines[2][0], lines[1][1], lines[1][2], lines[2][2]));

        var driver = new ChannelDriver(new EmailChannel(), new Dictionary<string, string>());
        var name = await driver.RenderAsync("email:jan@x.nl?attach=none", new Content.OfReport(report, []), Language.En);
        Assert.Contains("↳ ", System.Text.Json.JsonDocument.Parse(driver.Artifacts[name].Bytes).RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("channels", "channel")]
    [InlineData("clv", "acquisition_channel")]
    [InlineData("customer", "channel")]
    public async Task A_channel_called_like_a_word_of_ours_keeps_its_name(string kind, string column)
    {
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, ["EUR"], ["new", "high", ""],
            [.. Enumerable.Range(0, 3).Select(i => Some.Row(1 + i, 11 + (kind == "customer" ? 0 : i), $"2026-05-1{i}T12:00:00Z", 60_00) with { Channel = (ushort)i })], []));
        var report = new ReportRequest(kind, Columns: column) { Customer = kind == "customer" ? "11" : null }.Build(s_source with { Ledger = ledger, Spend = () => [] });
        var page = await Rendered.HtmlAsync(report, Language.Nl);
        Assert.Equal(["Onbekend", "high", "new"], page.QuerySelectorAll("tbody tr").Select(row => row.Children[^1].TextContent.Trim()).Order(StringComparer.Ordinal));
        if (kind == "channels") Assert.Equal(["Onbekend", "high", "new"], page.QuerySelectorAll(".chart-name").Select(name => name.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains((await Rendered.CsvAsync(report)).Select(line => line[0]), name => name == "unknown");
    }

    [Fact]
    public void Every_remark_has_words_in_every_language()
    {
        var (euro, money) = (Some.Euro, new Money(12_34, Some.Euro));
        Remark[] all =
        [
            new Advice.WriteToQuiet(1, money, "Jan", 40), new Advice.WriteToQuiet(2, money, "Jan", 40), new Advice.WinSecondOrders(20, 0.1), new Advice.WinMoreCustomers(1, 20),
            new Advice.RaiseOrderValue(money, new Money(20_00, euro)), new Advice.MendChannel("web", 0.5), new Advice.SpendMoreOn("web", 4), new Advice.CherishTheBest(1, 0.6),
            new Advice.CherishTheBest(9, 0.6), new Advice.ThankTheBest(), new Advice.ImportOrders(),
            new HistoryRemark.Limited(new DateOnly(2026, 3, 1), 60), new HistoryRemark.NotFetched(), new HistoryRemark.ComingIn(null, 3, 7),
            new HistoryRemark.ComingIn(new DateOnly(2026, 3, 1), 3, 7), new HistoryRemark.Broken(null), new HistoryRemark.Broken(new DateOnly(2026, 3, 1)),
            new CustomerStanding("11", "Jan", null, 1, money, money, null, 1, 1, 2), new CustomerStanding("11", null, null, 0, money, null, null, null, null, 2),
            .. ((Forecaster?[])[null, .. Enum.GetValues<Forecaster>()]).Select(winner => new CustomerOutlook(OrderModel.MbgNbd, TimeUnit.Days, new CustomerSummary(2, 30, 60), 0.8, winner is null ? null : money, winner)),
            new ExpectedOrders(3, 1.5, 0, 3, money, new Money(0, euro), money), new ExpectedOrders(12, 1.5, 0, 3, null, null, null),
            new NothingForetold(euro, true), new NothingForetold(euro, false),
            new ShopifyAgreement(new DateOnly(2026, 6, 1), 500, 0, 0), new ShopifyAgreement(new DateOnly(2026, 6, 1), 500, 1, 1), new NeverReconciled(),
        ];
        var kinds = typeof(Remark).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Remark)) && !t.IsAbstract);
        Assert.Empty(kinds.Except(all.Select(r => r.GetType())));
        foreach (var remark in all)
            Assert.NotEqual(RemarkText.Of(remark, Language.En), RemarkText.Of(remark, Language.Nl));
    }

    [Fact]
    public void A_customer_is_told_in_a_sentence()
    {
        var who = new CustomerStanding("11", "Jan", "jan@example.nl", 3, new Money(120_00, Some.Euro), new Money(40_00, Some.Euro), 1, 12, 2, 1_500);
        Assert.Equal(
            "Jan (jan@example.nl, 11): 3 orders, €120.00, €40.00 on average. Number 2 of 1,500 by what they spent. Usually 1 day between orders. Last order 12 days ago.",
            RemarkText.Of(who, Language.En));
        Assert.Equal(
            "Jan (jan@example.nl, 11): 3 bestellingen, € 120,00, gemiddeld € 40,00. Nummer 2 van 1.500 naar uitgaven. Meestal 1 dag tussen bestellingen. Laatste bestelling 12 dagen geleden.",
            RemarkText.Of(who, Language.Nl));
    }

    [Fact]
    public void What_the_model_says_of_a_customer_is_told_in_sentences()
    {
        var view = new CustomerOutlook(OrderModel.MbgNbd, TimeUnit.Days, new CustomerSummary(2, 1_030, 1_160), 0.834, new Money(45_10, Some.Euro), Forecaster.Model);
        Assert.Equal(
            "The model (MBG/NBD, in days) knows the frequency 2 (days with an order after the first), the recency 1,030 (from the first to the last of them) and the age 1,160 (from the first to now). Still a customer with a chance of 83.4%. A next order is expected to be worth €45.10. On the shop's own past the model came nearer than two simple forecasts.",
            RemarkText.Of(view, Language.En));
        Assert.Equal(
            "Verwacht binnen 3 maanden: 0,83 bestellingen, 0 tot 2 in 8 van de 10 gevallen; waard € 37,43, € 0,00 tot € 90,20.",
            RemarkText.Of(new ExpectedOrders(3, 0.83, 0, 2, new Money(37_43, Some.Euro), new Money(0, Some.Euro), new Money(90_20, Some.Euro)), Language.Nl));
        Assert.Contains("niemand heeft nog iets gekocht in EUR", RemarkText.Of(new NothingForetold(Some.Euro, true), Language.Nl));
    }

    [Fact]
    public void A_summary_looks_at_a_month_when_nothing_is_said_and_the_customer_report_cannot_be_scheduled()
    {
        ScheduleText weekly = new("weekly", "monday 07:00", null, null, ["files:/tmp/x"], "summary");
        Assert.Equal("last-30-days", weekly.Over(null, "UTC", "en").Report.Period);
        Assert.Equal("all", (weekly with { Report = "channels" }).Over(null, "UTC", "en").Report.Period);
        Assert.Contains("shopclv report customer ID", Assert.Throws<FormatException>(() => new ReportRequest("customer").Check(Some.DutchShop)).Message);
    }
}
