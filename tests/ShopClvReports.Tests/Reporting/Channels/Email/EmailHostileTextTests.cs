using AngleSharp.Html.Parser;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Names, subjects and words that would be something else in a header, a page or a text.</summary>
public sealed class EmailHostileTextTests
{
    const string Jan = "email:jan@x.nl?attach=csv";

    static readonly string[] s_headers = ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"];

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    [InlineData("<!--unsubscribe-->")]
    [InlineData("x\r\n\r\n--=_boundary\r\nContent-Type: text/html")]
    [InlineData("=?utf-8?Q?=0D=0ABcc:_evil@x.nl?=")]
    [InlineData("é\u0301👨‍👩‍👧‍👦 über ÅÄÖ — “quoted”, and quite a bit longer than one encoded word can hold 😀😀😀😀😀😀😀😀")]
    public async Task Hostile_text_stays_text(string text)
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.Run = SomeRun.Scheduled with { Name = text, Definition = SomeRun.Definition with { Subject = text, Message = text } };
        driver.UnsubscribeUrl = "https://x.nl/unsubscribe?t=a";
        var mover = new Mover("1", text, text, 1, 2, new Tally(2, 20), new Tally(1, 10));
        var report = Some.Report([(1, text, text)], [new Some.Sale(1, "2026-06-01", 1234)], new ReportQuery(Period.All, Where: "name <> '<script>\u202E' OR 1 = 1"));
        var content = new Content.OfReport(report, [new Movers(Some.Euro, new DateOnly(2026, 6, 1), default, default, [mover], [mover], [mover])]);
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, content)));

        var mail = new ReceivedMail(Assert.Single(server.Messages));
        Assert.Equal([.. s_headers[..6], "List-Unsubscribe", "List-Unsubscribe-Post", .. s_headers[6..]], mail.HeaderNames);
        var subject = string.IsNullOrWhiteSpace(text) ? "Customer Lifetime Value · voorbeeld.myshopify.com · All time: up to 30 Jun 2026" : text;
        Assert.Equal(VisibleText.OneLine(subject, 200).Trim(), mail["Subject"]);
        Assert.Equal(2, mail.Parts.Count);

        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, link, [onerror]"));
        Assert.Single(page.QuerySelectorAll("a"));
        Assert.DoesNotContain('\u202E', page.DocumentElement.TextContent + mail.Plain);
        Assert.DoesNotContain('\u001b', mail.Html + mail.Plain);
        Assert.Single(mail.Plain.Split("List-Unsubscribe").Concat(mail.Plain.Split("https://x.nl/")).Distinct(), p => p.EndsWith("Stop receiving this report: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_word_longer_than_the_line_does_not_widen_the_mail()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.Run = SomeRun.Scheduled with { Definition = SomeRun.Definition with { Message = "https://x.nl/" + new string('m', 200) } };
        var report = Some.Report([(1, "Jan", "jan@x.nl")], [new Some.Sale(1, "2026-06-01", 1234)], new ReportQuery(Period.All));
        await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, new Content.OfReport(report, [])));
        var words = new HtmlParser().ParseDocument(new ReceivedMail(Assert.Single(server.Messages)).Html).QuerySelectorAll("h1, p");
        Assert.Contains(words, p => p.ClassList.Contains("message"));
        Assert.All(words, p => Assert.Contains("overflow-wrap:anywhere", p.GetAttribute("style")));
    }

    [Theory]
    [InlineData("Reports <reports@shop.example>", "\"Reports\" <reports@shop.example>")]
    [InlineData("reports@shop.example", "reports@shop.example")]
    [InlineData("\"Reports, Inc.\" <reports@SHOP.example>", "\"Reports, Inc.\" <reports@shop.example>")]
    [InlineData("Café \"Ève\" 😀 <reports@shop.example>", "Café \"Ève\" 😀 <reports@shop.example>")]
    [InlineData("a\r\nBcc: evil@x.nl <reports@shop.example>", "\"a  Bcc: evil@x.nl\" <reports@shop.example>")]
    public async Task A_senders_name_stays_a_name(string from, string header)
    {
        await using var server = new SmtpServer();
        var driver = server.Driver(("from", from), ("reply_to", "Jan <jan@x.nl>"));
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, SomeRun.Notice)));
        var mail = new ReceivedMail(server.Messages[0]);
        Assert.Equal(header, mail["From"]);
        Assert.Equal("\"Jan\" <jan@x.nl>", mail["Reply-To"]);
        Assert.Contains("(TLS) MAIL FROM:<reports@shop.example>", server.Commands);
    }
}
