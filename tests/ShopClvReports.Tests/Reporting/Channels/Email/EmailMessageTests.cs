using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What a recipient reads.</summary>
public sealed class EmailMessageTests
{
    const string Jan = "email:jan@x.nl";

    static readonly Movers s_movers = new(
        Some.Euro, new DateOnly(2026, 6, 22), new Tally(4, 100_000), new Tally(5, 130_205),
        [new Mover("12", "Bram", null, 2, 7, new Tally(1, 5_000), new Tally(0, 0))],
        [new Mover("14", null, "dora@example.com", null, 3, default, new Tally(1, 900))],
        [.. Enumerable.Range(1, 7).Select(i => new Mover($"{i}", $"Riser {i}", null, i, i, new Tally(2, 2_000 + i), new Tally(1, 1_000)))]);

    [Fact]
    public async Task The_plain_text_reads_in_columns()
    {
        var mail = await SendAsync(new Content.OfReport(Some.SmallReport(), [s_movers]));
        Assert.StartsWith(
            """
            Customer Lifetime Value
            voorbeeld.myshopify.com
            All time: up to 30 Jun 2026

            Revenue               €1,302.05
            Customers                     3
            Number of orders              5
            Average per customer    €427.35
            Share of the top 10%      94.8%

            What changed since 22 Jun 2026
            Revenue €1,302.05, was €1,000.00 (+30.2%)
            New in the top:
              Bram  €50.00  was no. 7
            No longer in the top:
              dora@example.com  €9.00  was no. 3
            Biggest rises:
              Riser 1  +€10.01
              Riser 2  +€10.02
              Riser 3  +€10.03
              Riser 4  +€10.04
              Riser 5  +€10.05

            #  Customer name  Total spent  Number of orders   Last order
            1  Anna de Vries    €1,234.56                 2  21 May 2026
            2  Bram                €50.00                 1  31 Dec 2025
            3  No name             -€2.50                 1  30 Jun 2026
            Not shown for lack of room: First order, Days since, Average order value, Share of revenue.

            All orders up to and including 30 Jun 2026 are counted.
            """.ReplaceLineEndings("\n"), mail.Plain);
        Assert.EndsWith("\n-- \nSent by the schedule Weekly top of voorbeeld.myshopify.com.\n", mail.Plain);
    }

    [Fact]
    public async Task The_page_says_the_same_as_the_text()
    {
        var mail = await SendAsync(new Content.OfReport(Some.SmallReport(), [s_movers]));
        var page = Page(mail);
        Assert.Equal(["100%", "4%", "96%", "100%"], page.QuerySelectorAll(".customers table td").Select(d => d.GetAttribute("width")));
        Assert.Equal(["€1,302.05", "3", "5", "€427.35", "94.8%"], page.QuerySelectorAll(".figures .value").Select(d => d.TextContent));
        Assert.Equal(
            ["Bram|was no. 7|€50.00", "dora@example.com|was no. 3|€9.00", "Riser 1||+€10.01", "Riser 2||+€10.02", "Riser 3||+€10.03", "Riser 4||+€10.04", "Riser 5||+€10.05"],
            page.QuerySelectorAll(".movers tr").Select(Cells));
        Assert.Equal(
            ["#|Customer name|Total spent|Number of orders|Last order", "1|Anna de Vries anna@example.com|€1,234.56|2|21 May 2026", "2|Bram|€50.00|1|31 Dec 2025", "3|No name c@example.com|-€2.50|1|30 Jun 2026"],
            page.QuerySelectorAll(".customers > tbody > tr").Select(Cells));
        foreach (var sentence in ReportText.Of(Some.SmallReport(), Language.En).Definition)
        {
            Assert.Contains(sentence, page.Body!.TextContent);
            Assert.Contains(sentence, mail.Plain);
        }
    }

    [Fact]
    public async Task It_reads_in_Dutch()
    {
        var mail = await SendAsync(new Content.OfReport(Some.SmallReport(), [s_movers]), Language.Nl);
        var page = Page(mail);
        Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
        Assert.StartsWith("Klantwaarde (CLV) · voorbeeld.myshopify.com · ", mail["Subject"]);
        Assert.Contains("Wat er veranderd is sinds 22 jun 2026\nOmzet € 1.302,05, was € 1.000,00 (+30,2%)\nNieuw in de top:\n", mail.Plain);
        Assert.Contains("\n1  Anna de Vries         € 1.234,56                    2         21 mei 2026\n", mail.Plain);
        Assert.Equal(["klantwaarde-clv-2026-06-30.csv", "klantwaarde-clv-2026-06-30.xlsx"], mail.Attachments.Select(a => a.FileName));
        Assert.Equal("Verstuurd door het schema Weekly top van voorbeeld.myshopify.com.", page.QuerySelector(".footer")!.TextContent.Trim());
    }

    [Fact]
    public async Task Nobody_having_moved_is_said_and_a_first_run_compares_with_nothing()
    {
        var still = await SendAsync(new Content.OfReport(Some.SmallReport(), [s_movers with { NewTop = [], LostTop = [], Rises = [], Previous = default }]));
        Assert.Contains("Revenue €1,302.05, was €0.00 (–)\nNothing changed in the top.\n", still.Plain);
        Assert.Contains("Nothing changed in the top.", still.Html);
        Assert.DoesNotContain("What changed", (await SendAsync(new Content.OfReport(Some.SmallReport(), []))).Plain);
    }

    [Fact]
    public async Task A_test_and_missed_runs_and_the_owners_words_are_on_top()
    {
        var run = SomeRun.Scheduled with
        {
            Kind = RunKind.Test,
            Missed = 2,
            Definition = SomeRun.Definition with { Subject = "Our best", Message = "Hello all,\n\n<b>look</b> at Anna" },
        };
        var mail = await SendAsync(new Content.OfReport(Some.SmallReport(), []), run: run);
        Assert.Equal("[Test] Our best", mail["Subject"]);
        Assert.Contains(
            "\n\nHello all,\n\n<b>look</b> at Anna\n\nThis is a test: somebody is trying this destination.\nThis report also stands for 2 earlier ones", mail.Plain);
        var page = Page(mail);
        Assert.Equal(2, page.QuerySelectorAll(".note").Length);
        Assert.Equal("Hello all,<br><br>&lt;b&gt;look&lt;/b&gt; at Anna", string.Concat(page.QuerySelector(".message")!.InnerHtml.Split('\n').Select(l => l.Trim())));
    }

    [Fact]
    public async Task More_customers_than_a_mail_holds_are_counted_out_loud()
    {
        var report = Some.Report(
            Enumerable.Range(1, 40).Select(i => ((long)i, (string?)new string('客', 200), (string?)$"{new string('x', 200)}{i}@example.com")),
            Enumerable.Range(1, 40).Select(i => new Some.Sale(i, "2026-01-01", i)));
        var mail = await SendAsync(new Content.OfReport(report, []));
        Assert.Equal(26, Page(mail).QuerySelectorAll(".customers > tbody > tr").Length);
        Assert.Contains("\n15 more customers are in the attached files.\n", mail.Plain);
        Assert.True(Encoding.UTF8.GetByteCount(mail.Html) < 102_000, "Gmail cuts it off");
        Assert.Contains("\n15 more customers are not listed here.\n", (await SendAsync(new Content.OfReport(report, []), destination: "email:jan@x.nl?attach=none")).Plain);
    }

    [Fact]
    public async Task Currencies_are_apart_and_an_empty_report_says_so()
    {
        var two = await SendAsync(new Content.OfReport(Some.ReportInTwoCurrencies(), []));
        Assert.Equal(["EUR", "JPY"], Page(two).QuerySelectorAll("h2").Take(2).Select(h => h.TextContent));
        Assert.Contains("== JPY ==\n\nRevenue               ¥5,007\n", two.Plain);
        Assert.Contains("No customers to show.", (await SendAsync(new Content.OfReport(Some.EmptyReport(), []))).Plain);
    }

    [Fact]
    public async Task Files_too_large_are_left_out_and_named()
    {
        var report = Some.Report(
            Enumerable.Range(1, 120).Select(i => ((long)i, (string?)new string('x', 10_000), (string?)null)),
            Enumerable.Range(1, 120).Select(i => new Some.Sale(i, "2026-01-01", i)));
        var mail = await SendAsync(new Content.OfReport(report, []), settings: ("max_attachment_mb", "1"));
        Assert.Equal(["customer-lifetime-value-2026-06-30.xlsx"], mail.Attachments.Select(a => a.FileName));
        const string Line = "customer-lifetime-value-2026-06-30.csv is not attached: it is 1.3 MB, and the limit is 1.0 MB.";
        Assert.Contains(Line, mail.Plain);
        Assert.Contains(Line, Page(mail).QuerySelector(".note")!.TextContent);
    }

    [Fact]
    public async Task With_a_limit_of_nothing_mails_go_out_without_files()
    {
        var mail = await SendAsync(new Content.OfReport(Some.SmallReport(), []), settings: ("max_attachment_mb", "0"));
        Assert.Empty(mail.Attachments);
        Assert.Contains("customer-lifetime-value-2026-06-30.csv is not attached: it is 0.1 MB, and the limit is 0.0 MB.", mail.Plain);
    }

    [Fact]
    public async Task A_notice_is_a_few_lines()
    {
        var mail = await SendAsync(SomeRun.Notice);
        Assert.Equal("A report was not delivered · voorbeeld.myshopify.com", mail["Subject"]);
        Assert.StartsWith("A report was not delivered\nvoorbeeld.myshopify.com\n\nThe weekly top did not reach #sales.\nSlack says: channel_not_found.\n", mail.Plain);
        Assert.Contains("Slack says: channel_not_found.", Page(mail).QuerySelector(".message")!.TextContent);
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public async Task The_page_needs_no_style_sheet_no_image_and_nothing_from_elsewhere()
    {
        var page = Page(await SendAsync(new Content.OfReport(Some.SmallReport(), [s_movers])));
        Assert.Empty(page.QuerySelectorAll("script, link, img, [src], [href], form"));
        Assert.Equal("light dark", page.QuerySelector("meta[name=color-scheme]")!.GetAttribute("content"));
        Assert.All(page.QuerySelectorAll("td, th, h1, h2, p"), e => Assert.True(e.HasAttribute("style"), e.OuterHtml));
        Assert.All(page.QuerySelectorAll("table").Where(t => !t.ClassList.Contains("customers")), t => Assert.Equal("presentation", t.GetAttribute("role")));
    }

    static string Cells(IElement row) => string.Join('|', row.Children.Select(c =>
    {
        foreach (var bar in c.QuerySelectorAll("table")) bar.Remove();
        foreach (var end in c.QuerySelectorAll("br")) end.Replace(c.Owner!.CreateTextNode(" "));
        return string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }));

    static IHtmlDocument Page(ReceivedMail mail) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(mail.Html);

    static async Task<ReceivedMail> SendAsync(
        Content content, Language language = Language.En, Run? run = null, string destination = Jan, (string, string)? settings = null)
    {
        await using var server = new SmtpServer();
        var driver = server.Driver(settings is { } s ? [s] : []);
        driver.Run = run ?? SomeRun.Scheduled;
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(destination, "jan@x.nl", await driver.RenderAsync(destination, content, language)));
        return new ReceivedMail(server.Messages.Single());
    }
}
