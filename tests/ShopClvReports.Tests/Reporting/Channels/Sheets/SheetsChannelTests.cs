using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SheetsChannelTests : IAsyncLifetime
{
    const string Klanten = $"sheets:{SheetsServer.Id}?tab=Klanten";

    SheetsServer _google = null!;

    public async Task InitializeAsync() => _google = await SheetsServer.StartAsync();

    public async Task DisposeAsync() => await _google.DisposeAsync();

    [Fact]
    public async Task A_report_becomes_a_tab_of_typed_cells()
    {
        var sent = Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, Some.SmallReport()));
        var tab = _google.Spreadsheet["Klanten"];
        Assert.Equal($"{SheetsServer.Id}#gid={tab.Id}", sent.ProviderId);
        Assert.Equal($"https://docs.google.com/spreadsheets/d/{SheetsServer.Id}/edit#gid={tab.Id}", sent.Reply);
        Assert.Equal("Customer Lifetime Value – voorbeeld.myshopify.com – EUR", tab.Values(0)[0]);
        Assert.Equal("All time: up to 30 Jun 2026", tab.Values(1)[0]);
        Assert.Equal(["Customer name", "Customer email", "Total spent"], tab.Values(2)[..3]);
        Assert.All(Enumerable.Range(0, 3), c => Assert.True(tab[2, c].Bold));
        Assert.Equal(["Anna de Vries", "anna@example.com", "1234.56", "2"], tab.Values(3)[..4]);
        Assert.Equal(1234.56, tab[3, 2].Value);
        Assert.Equal("CURRENCY \"€\"#,##0.00;-\"€\"#,##0.00", tab[3, 2].Format);
        Assert.Equal(("TEXT @", "NUMBER #,##0"), (tab[3, 0].Format, tab[3, 3].Format));
        Assert.Equal((3, new ModelRange(2, 6, 0, tab.Values(2).Length)), (tab.FrozenRows, tab.Filter));
        var none = tab.RowOf("Orders without a customer");
        Assert.Equal((null, 1d, 19.99d), (tab[none, 1].Value, tab[none, 2].Value, tab[none, 3].Value));
        var total = none + 1;
        Assert.Equal("Total", tab[total, 0].Value);
        Assert.Equal((3d, 5d, 1302.05d), (tab[total, 1].Value, tab[total, 2].Value, tab[total, 3].Value));
        Assert.Equal(tab[none, 3].Format, tab[3, 2].Format);
        Assert.False(tab.Hidden);
        Assert.Equal(["Sheet1", "Klanten"], _google.Spreadsheet.Tabs.Select(t => t.Title));
    }

    [Fact]
    public async Task Alerts_become_a_tab_of_the_whole_list_they_are_about()
    {
        var digest = Some.Digest(30);
        Assert.IsType<Outcome.Sent>(await new SheetsDelivery(_google, Klanten, new Content.OfAlerts(digest, null)).DeliverAsync());
        var tab = _google.Spreadsheet["Klanten"];
        Assert.Equal(digest.Report.Sections[0].Columns.Count, tab.Values(2).Length);
        Assert.Equal("Customer number 30", tab[32, 0].Value);
    }

    [Fact]
    public async Task A_Dutch_report_is_Dutch()
    {
        var columns = new ReportQuery(Period.All, Columns: ["name", "last_order", "total_spent", "share_of_revenue"]);
        await DeliverAsync($"sheets:{SheetsServer.Id}", Some.SmallReport(columns), Language.Nl);
        var tab = _google.Spreadsheet["Klanten"];
        Assert.Equal(["Klantnaam", "Laatste bestelling", "Totaal uitgegeven", "Aandeel in omzet"], tab.Values(2));
        Assert.Equal("DATE d-m-yyyy", tab[3, 1].Format);
        Assert.Equal((new DateTime(2026, 5, 21) - new DateTime(1899, 12, 30)).TotalDays, tab[3, 1].Value);
        Assert.Equal("CURRENCY \"€ \"#,##0.00;\"€ \"-#,##0.00", tab[3, 2].Format);
        Assert.Equal("PERCENT 0.0%", tab[3, 3].Format);
    }

    [Theory]
    [InlineData("JPY", 123456d, "CURRENCY \"¥\"#,##0;-\"¥\"#,##0")]
    [InlineData("KWD", 123.456d, "CURRENCY \"KWD \"#,##0.000;-\"KWD \"#,##0.000")]
    public async Task A_currency_has_its_own_decimals(string currency, double amount, string format)
    {
        await DeliverAsync(Klanten, Some.SmallReport(currency: currency));
        Assert.Equal((amount, format), (_google.Spreadsheet["Klanten"][3, 2].Value, _google.Spreadsheet["Klanten"][3, 2].Format));
    }

    [Fact]
    public async Task Another_currency_has_a_tab_of_its_own_and_both_change_at_once()
    {
        await DeliverAsync(Klanten, Some.ReportInTwoCurrencies());
        Assert.Equal(["Sheet1", "Klanten", "Klanten JPY"], _google.Spreadsheet.Tabs.Select(t => t.Title));
        Assert.Equal("Anna", _google.Spreadsheet["Klanten"][3, 0].Value);
        Assert.Equal("Kenji", _google.Spreadsheet["Klanten JPY"][3, 0].Value);
        Assert.Equal(2, _google.Views.Distinct().Count());
    }

    [Fact]
    public async Task A_name_is_text_whatever_it_says()
    {
        var formula = "=HYPERLINK(\"http://evil.example\",\"Click\")";
        var report = Some.Report(
            [(1, formula, "+31@example.com"), (2, new string('x', 60_000), null), (3, "a\r\n\tb\0\u202E\uD800c", "@x")],
            [new Some.Sale(1, "2026-01-01", 300), new Some.Sale(2, "2026-01-01", 200), new Some.Sale(3, "2026-01-01", 100)]);
        Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, report));
        var tab = _google.Spreadsheet["Klanten"];
        Assert.Equal((formula, "+31@example.com"), (tab[3, 0].Value, tab[3, 1].Value));
        var cut = Assert.IsType<string>(tab[4, 0].Value);
        Assert.True(cut.Length == 50_000 && cut.EndsWith('…'));
        Assert.Equal("a   b\uFFFDc", tab[5, 0].Value);
    }

    [Fact]
    public async Task The_next_report_takes_the_place_of_the_last_in_the_same_tab()
    {
        await DeliverAsync(Klanten, Some.SmallReport());
        var (id, before) = (_google.Spreadsheet["Klanten"].Id, _google.Spreadsheet.View);
        _google.Spreadsheet["Klanten"].Charts = 1;
        await DeliverAsync(Klanten, Customers(40), run: 42);
        var tab = _google.Spreadsheet["Klanten"];
        Assert.Equal((id, 1), (tab.Id, tab.Charts));
        Assert.Equal("Customer 1", tab[3, 0].Value);
        var (grown, view) = (tab.Rows, _google.Spreadsheet.View);
        // Never anything in between.
        Assert.Equal([before, view], _google.Views.Where(v => v.Contains("Klanten", StringComparison.Ordinal)).Distinct());

        await DeliverAsync(Klanten, Some.SmallReport(), run: 43);
        tab = _google.Spreadsheet["Klanten"];
        Assert.Equal((id, grown), (tab.Id, tab.Rows));
        Assert.Equal("Anna de Vries", tab[3, 0].Value);
        Assert.DoesNotContain("Customer 30", tab.View, StringComparison.Ordinal);
        Assert.Equal(2, _google.Spreadsheet.Tabs.Count);
    }

    [Fact]
    public async Task A_grid_grows_and_shrinks_with_the_report()
    {
        await DeliverAsync(Klanten, Customers(1_500), chunk: 100_000);
        Assert.True(_google.Spreadsheet["Klanten"].Rows > 1_500);
        await DeliverAsync(Klanten, Customers(2), run: 42, chunk: 100_000);
        Assert.Equal(1_000, _google.Spreadsheet["Klanten"].Rows);
        await DeliverAsync(Klanten, Customers(1_200), run: 43, chunk: 100_000);
        Assert.True(_google.Spreadsheet["Klanten"].Rows > 1_200);
        Assert.Equal("Customer 1200", _google.Spreadsheet["Klanten"][1_202, 0].Value);
    }

    [Fact]
    public async Task The_same_run_again_changes_nothing()
    {
        var first = await DeliverAsync(Klanten, Some.SmallReport());
        var (view, requests) = (_google.Views.Count, _google.Requests.Count);
        Assert.Equal(first, await DeliverAsync(Klanten, Some.SmallReport()));
        Assert.Equal((view, requests + 2), (_google.Views.Count, _google.Requests.Count));
    }

    [Fact]
    public async Task A_run_of_a_store_that_was_begun_anew_is_another_run()
    {
        await DeliverAsync(Klanten, Some.SmallReport());
        await DeliverAsync(Klanten, Customers(2), made: SomeRun.Scheduled.CreatedAt.AddDays(1));
        Assert.Equal("Customer 1", _google.Spreadsheet["Klanten"][3, 0].Value);
    }

    [Fact]
    public async Task History_keeps_the_newest_of_its_own_tabs()
    {
        _google.Spreadsheet.Add(new ModelTab(5, "Klanten 2020-01-01", 10, 10).Type(0, 0, "mine"));
        for (var run = 1; run <= 5; run++)
            Assert.IsType<Outcome.Sent>(await DeliverAsync($"{Klanten}&mode=history&keep=3", Customers(2, day: 20 + run), run: run, scheduled: SomeRun.Scheduled.ScheduledAt.AddDays(run)));
        Assert.Equal(
            ["Sheet1", "Klanten 2020-01-01", "Klanten 2026-06-25", "Klanten 2026-06-24", "Klanten 2026-06-23"],
            _google.Spreadsheet.Tabs.Select(t => t.Title));

        // What somebody renamed is theirs, and a second run of the day takes the first one's place.
        _google.Spreadsheet["Klanten 2026-06-23"].Title = "The good one";
        await DeliverAsync($"{Klanten}&mode=history&keep=1", Customers(3, day: 25), run: 6, scheduled: SomeRun.Scheduled.ScheduledAt.AddDays(6));
        Assert.Equal(["Sheet1", "Klanten 2020-01-01", "Klanten 2026-06-25", "The good one"], _google.Spreadsheet.Tabs.Select(t => t.Title));
        Assert.Equal("Customer 3", _google.Spreadsheet["Klanten 2026-06-25"][5, 0].Value);
    }

    [Fact]
    public async Task A_tab_of_somebody_elses_is_not_overwritten()
    {
        _google.Spreadsheet.Add(new ModelTab(5, "klanten", 100, 10).Type(99, 9, "mine"));
        var view = _google.Spreadsheet.View;
        var rejected = Assert.IsType<Outcome.RejectedTarget>(await DeliverAsync(Klanten, Some.SmallReport()));
        Assert.Contains("'klanten' that this program did not make", rejected.Reply, StringComparison.Ordinal);
        Assert.Equal(view, _google.Spreadsheet.View);
        Assert.Equal(["Sheet1", "klanten"], _google.Spreadsheet.Tabs.Select(t => t.Title));
    }

    [Fact]
    public async Task An_empty_tab_is_taken_unless_a_chart_stands_in_it()
    {
        Assert.IsType<Outcome.Sent>(await DeliverAsync($"sheets:{SheetsServer.Id}?tab=Sheet1", Some.SmallReport()));
        Assert.Equal((0, "Anna de Vries"), (Assert.Single(_google.Spreadsheet.Tabs).Id, _google.Spreadsheet["Sheet1"][3, 0].Value));
        Assert.IsType<Outcome.Sent>(await DeliverAsync($"sheets:{SheetsServer.Id}?tab=Sheet1", Customers(3), run: 42));

        _google.Spreadsheet.Add(new ModelTab(5, "O'Neil", 100, 10) { Charts = 1 });
        Assert.IsType<Outcome.RejectedTarget>(await DeliverAsync($"sheets:{SheetsServer.Id}?tab=O'Neil", Some.SmallReport()));
    }

    [Fact]
    public async Task A_full_spreadsheet_is_said_to_be_full_before_anything_is_written()
    {
        _google.Spreadsheet.Add(new ModelTab(5, "Archive", 997_390, 10));
        var rejected = Assert.IsType<Outcome.RejectedTarget>(await DeliverAsync(Klanten, Some.SmallReport()));
        Assert.Contains("9,999,900 cells", rejected.Reply, StringComparison.Ordinal);
        Assert.Contains("a spreadsheet of its own", rejected.Reply, StringComparison.Ordinal);
        Assert.Empty(_google.BatchBytes);
    }

    [Fact]
    public async Task Thirty_thousand_customers_arrive_in_chunks_in_order()
    {
        Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, Customers(30_000), chunk: 1_500_000));
        var tab = _google.Spreadsheet["Klanten"];
        for (var i = 0; i < 30_000; i++)
            if (tab[3 + i, 0].Value as string != string.Create(CultureInfo.InvariantCulture, $"Customer {i + 1}")) Assert.Fail($"row {i} is {tab[3 + i, 0]}");
        Assert.True(_google.BatchBytes.Count > 4, $"{_google.BatchBytes.Count} batches");
        Assert.All(_google.BatchBytes, b => Assert.InRange(b, 1, 1_501_000));
    }

    [Fact]
    public async Task A_report_without_customers_is_a_tab_too()
    {
        Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, Some.EmptyReport()));
        Assert.Null(_google.Spreadsheet["Klanten"].Filter);
        Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, Some.SmallReport(), run: 42));
        Assert.IsType<Outcome.Sent>(await DeliverAsync(Klanten, Some.EmptyReport(), run: 43));
    }

    [Theory]
    [InlineData("sheets:https://docs.google.com/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit?gid=0#gid=0&tab=Klanten")]
    [InlineData("sheets:https://docs.google.com/spreadsheets/u/1/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit#gid=7?tab=Klanten&mode=history")]
    [InlineData(Klanten)]
    public void An_address_from_a_browser_is_as_good_as_an_id(string destination) =>
        Assert.Equal([SheetsServer.Id + "#Klanten"], Channel().Recipients(Destination.Parse(destination)));

    [Theory]
    [InlineData("sheets:short", "is not a spreadsheet")]
    [InlineData("sheets:https://evil.example/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "is not a spreadsheet")]
    [InlineData("sheets:1BxiMVs0XRA5nFMdKvBdBZ/../x", "is not a spreadsheet")]
    [InlineData(Klanten + "&mode=append", "expected replace or history")]
    [InlineData(Klanten + "&keep=3", "mode=history only")]
    [InlineData(Klanten + "&mode=history&keep=0", "expected 1 to 150")]
    [InlineData(Klanten + "&gid=0", "no option 'gid'")]
    [InlineData("sheets:1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms?tab=", "will not do")]
    [InlineData("sheets:1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms?tab=a%0Ab", "will not do")]
    public void A_destination_that_will_not_do_says_what_would(string destination, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => Channel().Recipients(Destination.Parse(destination))).Message, StringComparison.Ordinal);

    static SheetsChannel Channel() => new(new StoppedClock());

    Task<Outcome> DeliverAsync(
        string destination, Report report, Language language = Language.En, long run = 41, int? chunk = null, DateTimeOffset? made = null, DateTimeOffset? scheduled = null) =>
        new SheetsDelivery(_google, destination, report, language, chunk)
        {
            Run = SomeRun.Scheduled with { Id = run, CreatedAt = made ?? SomeRun.Scheduled.CreatedAt, ScheduledAt = scheduled ?? SomeRun.Scheduled.ScheduledAt },
        }.DeliverAsync();

    /// <summary>Customer 1 spent most.</summary>
    static Report Customers(int count, int day = 30) => SheetsDelivery.Customers(count, day);
}
