using System.Text;
using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SlackMessageTests
{
    const string Place = "slack:#customers";

    public static TheoryData<string> HostileNames =>
    [
        "<!channel> <@U123> <#C123> <!subteam^S1|x>",
        new string('<', 10_000), new string('W', 10_000), new string('\u202E', 10_000) + "gnp.exe",
        "line\nbreak\r\0\u0007", "half \ud800 and \udc00", "```\ncode", "http://evil.example/ *bold* _it_", "&amp;lt;", " \t ",
        string.Concat(Enumerable.Repeat("😀", 5_000)), "<mailto:a@b.c|x>",
    ];

    [Fact]
    public async Task A_report_shows_its_figures_its_customers_and_what_it_counts()
    {
        var body = await RenderAsync(new Content.OfReport(Some.SmallReport(), []));

        Assert.Equal("Customer Lifetime Value – voorbeeld.myshopify.com", Texts(body)[0]);
        Assert.Contains("*Revenue*\n€1,302.05", Texts(body));
        Assert.Contains("*Customers*\n3", Texts(body));
        Assert.Equal(
            ["1", "Anna de Vries", "anna@example.com", "€1,234.56", "2", "5 Mar 2024", "21 May 2026", "40", "€617.28", "94.8%"], Rows(body)[1]);
        Assert.Equal("No name", Rows(body)[3][1]);
        Assert.Contains(Texts(body), t => t.Contains("Dates are days in the time zone Europe/Amsterdam."));
        Assert.Contains("Sent by the schedule Weekly top of voorbeeld.myshopify.com.", Texts(body));
        Assert.StartsWith("Customer Lifetime Value", body.GetProperty("text").GetString());
        Assert.Contains("Revenue: €1,302.05", body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task In_Dutch_every_word_is_Dutch()
    {
        var body = await RenderAsync(new Content.OfReport(Some.SmallReport(), Movers()), language: Language.Nl);

        Assert.Contains("*Omzet*\n€ 1.302,05", Texts(body));
        Assert.Equal("Klantnaam", Rows(body)[0][1]);
        Assert.Contains(Texts(body), t => t.StartsWith("*Wat er veranderd is sinds 30 jun 2026*\nOmzet € 405,00, was € 240,00 (+68,8%)", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task A_customer_named_to_do_harm_does_none(string name)
    {
        var report = Some.Report(
            Enumerable.Range(1, 120).Select(i => ((long)i, (string?)name, (string?)name)),
            Enumerable.Range(1, 120).Select(i => new Some.Sale(i, "2026-06-01", i * 100)));
        var before = Standings.Of(Some.Report([(1, name, name), (2, name, name), (500, name, name)], [new(1, "2026-06-01", 1), new(2, "2026-06-01", 500_00), new(500, "2026-06-01", 1)]));
        Mover hostile = new(name, name, name, 1, 2, new Tally(1, 2), new Tally(1, 1));
        Movers movers = Analytics.Movers.Between(before, report, 10)[0];
        movers = movers with { NewTop = [.. movers.NewTop, .. Enumerable.Repeat(hostile, 50)], LostTop = [.. Enumerable.Repeat(hostile with { Name = null, Email = null }, 50)] };
        var run = SomeRun.Scheduled with
        {
            Name = name,
            Missed = 3,
            Kind = RunKind.Test,
            Definition = SomeRun.Definition with { Subject = name, Message = name + "\n" + name },
        };

        SlackLimits.Hold(await RenderAsync(new Content.OfReport(report, [movers]), run));
        SlackLimits.Hold(await RenderAsync(new Content.OfNotice(new Notice(name, [name, .. Enumerable.Repeat(name, 100)])), run));
    }

    [Fact]
    public async Task A_customer_named_channel_pings_nobody()
    {
        var body = await RenderAsync(new Content.OfReport(Some.ReportOn("<!channel> & co"), []));

        Assert.Equal("&lt;!channel&gt; &amp; co", Rows(body)[1][1]);
        Assert.DoesNotContain("<!", body.GetRawText().Replace("\\u003C", "<"));
    }

    [Fact]
    public async Task What_changed_is_told_with_names_places_and_amounts()
    {
        var body = await RenderAsync(new Content.OfReport(Some.SmallReport(), Movers()));

        Assert.Contains(
            """
            *What changed since 30 Jun 2026*
            Revenue €405.00, was €240.00 (+68.8%)
            *New in the top*
            • 1. Chris: €120.00 (was no. 3)
            *No longer in the top*
            • 2: €80.00 (was no. 2)
            *Biggest rises*
            • 3. Dirk: €10.00 → €95.00
            • 1. Chris: €50.00 → €120.00
            """.ReplaceLineEndings("\n"),
            Texts(body));
    }

    [Fact]
    public async Task Nothing_moved_is_said_and_a_first_run_says_nothing()
    {
        var report = Some.SmallReport();

        Assert.Contains(Texts(await RenderAsync(new Content.OfReport(report, Analytics.Movers.Between(Standings.Of(report), report, 10)))), t => t.Contains("Nothing changed in the top.") && t.Contains("(0.0%)"));
        Assert.DoesNotContain(Texts(await RenderAsync(new Content.OfReport(report, []))), t => t.Contains("What changed"));
    }

    [Fact]
    public async Task Of_several_currencies_the_first_has_the_table_and_each_its_figures()
    {
        var body = await RenderAsync(new Content.OfReport(Some.ReportInTwoCurrencies(), []));

        SlackLimits.Hold(body);
        Assert.Equal(["#", "Anna"], new[] { Rows(body)[0][0], Rows(body)[1][1] });
        Assert.Contains("*EUR*", Texts(body));
        Assert.Contains(Texts(body), t => t.StartsWith("*JPY*\nRevenue: ¥5,007 · Customers: 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_table_leaves_out_is_counted()
    {
        var report = Some.Report(
            Enumerable.Range(1, 1_030).Select(i => ((long)i, (string?)$"Klant {i}", (string?)null)), Enumerable.Range(1, 1_030).Select(i => new Some.Sale(i, "2026-06-01", i)));

        Assert.Contains("1,005 more customers are in the attached files.", Texts(await RenderAsync(new Content.OfReport(report, []))));
        Assert.Contains("1,005 more customers are not listed here.", Texts(await RenderAsync(new Content.OfReport(report, []), place: "slack:#customers?attach=none")));
        Assert.Contains("1,005 more customers are not listed here.", Texts(await RenderAsync(new Content.OfReport(report, []), place: "slack:webhook")));
    }

    [Fact]
    public async Task A_report_on_nobody_has_no_table()
    {
        var body = await RenderAsync(new Content.OfReport(Some.EmptyReport(), []));

        SlackLimits.Hold(body);
        Assert.Contains("No customers to show.", Texts(body));
    }

    [Fact]
    public async Task A_test_and_missed_moments_are_said()
    {
        var run = SomeRun.Scheduled with { Kind = RunKind.Test, Missed = 2, Definition = SomeRun.Definition with { Subject = "Top", Message = "Hi <all>\nsecond" } };
        var body = await RenderAsync(new Content.OfReport(Some.SmallReport(), []), run);

        Assert.Equal(
            ["[Test] Top", "Hi &lt;all&gt;\nsecond", "_This is a test: somebody is trying this destination._", "This report also stands for 2 earlier ones that were due while the program was not running."],
            Texts(body).Take(4));
    }

    [Fact]
    public async Task A_notice_is_a_headline_and_its_lines()
    {
        var body = await RenderAsync(SomeRun.Notice, SomeRun.Scheduled with { Kind = RunKind.Notice, Schedule = null });

        SlackLimits.Hold(body);
        Assert.Equal(["A report was not delivered", "The weekly top did not reach #sales.\nSlack says: channel_not_found."], Texts(body).Take(2));
    }

    [Fact]
    public async Task The_artifact_holds_neither_channel_nor_token()
    {
        var driver = new ChannelDriver(new SlackChannel(TimeProvider.System), new Dictionary<string, string> { ["token"] = FakeSlack.Token });
        Assert.Equal("slack-2.json", await driver.RenderAsync(Place, new Content.OfReport(Some.SmallReport(), []), index: 2));
        var text = Encoding.UTF8.GetString(driver.Artifacts["slack-2.json"].Bytes);
        Assert.DoesNotContain("xoxb", text);
        Assert.DoesNotContain("channel", text);
    }

    /// <remarks>As worked out in <see cref="MoversTests"/>.</remarks>
    static IReadOnlyList<Movers> Movers() =>
    [
        new(
            Some.Euro, new DateOnly(2026, 6, 30), new Tally(4, 240_00), new Tally(4, 405_00),
            [new Mover("3", "Chris", "chris@example.com", 1, 3, new Tally(1, 120_00), new Tally(1, 50_00))],
            [new Mover("2", null, null, null, 2, default, new Tally(1, 80_00))],
            [new Mover("4", "Dirk", null, 3, 4, new Tally(1, 95_00), new Tally(1, 10_00)), new Mover("3", "Chris", null, 1, 3, new Tally(1, 120_00), new Tally(1, 50_00))]),
    ];

    static async Task<JsonElement> RenderAsync(Content content, Run? run = null, Language language = Language.En, string place = Place)
    {
        var driver = new ChannelDriver(new SlackChannel(TimeProvider.System), new Dictionary<string, string>()) { Run = run ?? SomeRun.Scheduled };
        var name = await driver.RenderAsync(place, content, language);
        using var json = JsonDocument.Parse(driver.Artifacts[name].Bytes);
        return JsonSerializer.SerializeToElement(json.RootElement.EnumerateObject().Where(p => p.Name != "file").ToDictionary(p => p.Name, p => p.Value));
    }

    static List<string> Texts(JsonElement body) => [.. SlackLimits.Strings(body.GetProperty("blocks"))];

    static List<List<string>> Rows(JsonElement body) =>
    [
        .. body.GetProperty("blocks").EnumerateArray().Single(b => b.GetProperty("type").GetString() == "table").GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(c => c.GetProperty("text").GetString()!).ToList()),
    ];
}
