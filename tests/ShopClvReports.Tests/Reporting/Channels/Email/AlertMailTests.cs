using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What somebody who gets alerts by e-mail reads.</summary>
public sealed class AlertMailTests
{
    const string Jan = "email:jan@x.nl";

    [Fact]
    public async Task The_plain_text_says_who_is_quiet_why_that_matters_and_what_to_do()
    {
        var mail = await SendAsync(Alerts(Some.Digest(2, [Some.QuietCustomer() with { IsRepeat = true }, OneTimer()], new Comeback(120, 49, 90))));

        Assert.Equal("2 customers are unusually quiet (rule VIPs)", mail["Subject"]);
        Assert.StartsWith(
            """
            2 customers are unusually quiet
            voorbeeld.myshopify.com
            VIPs

            Of 120 customers this quiet, 41% bought again within 90 days.

            1. Jan de Vries <jan@example.com>
               €1,234.56 in 12 orders, €102.88 on average, 3.4% of revenue
               €450.00 in the year up to the last order
               Usually every 31 days, now 74 · last order 17 Apr 2026
               Used to buy: Espresso beans 1 kg, Milk jug, Filters
               Told before, still quiet
               Open in Shopify: https://admin.shopify.com/store/voorbeeld/customers/11
               Contacted: https://x.nl/alerts/act?t=5-Contacted
               Snooze 30 days: https://x.nl/alerts/act?t=5-Snooze
               Not a customer any more: https://x.nl/alerts/act?t=5-Dismiss

            2. piet@example.com
               €50.00 in 1 order, 0.1% of revenue
               €50.00 in the year up to the last order
               Bought once, 120 days ago · last order 2 Mar 2026
               Contacted: https://x.nl/alerts/act?t=6-Contacted
            """.ReplaceLineEndings("\n"),
            mail.Plain);
        Assert.EndsWith("\n-- \nSent by the schedule Weekly top of voorbeeld.myshopify.com.\n", mail.Plain);
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public async Task The_page_says_the_same_as_the_text_and_each_click_is_of_its_customer()
    {
        var mail = await SendAsync(Alerts(Some.Digest(2, [Some.QuietCustomer(), OneTimer()], new Comeback(120, 49, 90))));
        var page = Page(mail);

        Assert.Equal(["1. Jan de Vries", "2. piet@example.com"], page.QuerySelectorAll(".who").Select(w => w.TextContent.Trim()));
        foreach (var fact in page.QuerySelectorAll(".fact, .past")) Assert.Contains(fact.TextContent, mail.Plain);
        Assert.Equal(
            ["https://admin.shopify.com/store/voorbeeld/customers/11", .. Enumerable.Range(5, 2).SelectMany(id => Enum.GetNames<AlertAction>().Select(a => $"https://x.nl/alerts/act?t={id}-{a}"))],
            page.QuerySelectorAll(".card a").Select(a => a.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("script, link, img, [src], form"));
        Assert.All(page.QuerySelectorAll("td, h1, p, a"), e => Assert.True(e.HasAttribute("style"), e.OuterHtml));
    }

    [Fact]
    public async Task One_customer_is_named_in_the_subject_in_Dutch_too()
    {
        Assert.Equal("Jan de Vries is unusually quiet", (await SendAsync(Alerts(Some.Digest(1, [Some.QuietCustomer()]))))["Subject"]);
        var dutch = await SendAsync(Alerts(Some.Digest(1, [Some.QuietCustomer()])), Language.Nl);
        Assert.Equal("Jan de Vries is ongewoon stil", dutch["Subject"]);
        Assert.Contains("\n   Normaal om de 31 dagen, nu al 74 dagen stil · laatste bestelling 17 apr 2026\n   Kocht vooral: Espresso beans 1 kg", dutch.Plain);
        Assert.Contains("\n   Contact opgenomen: https://x.nl/", dutch.Plain);
        Assert.Equal("3 klanten zijn ongewoon stil (regel VIPs)", (await SendAsync(Alerts(Some.Digest(3)), Language.Nl))["Subject"]);
    }

    [Fact]
    public async Task There_is_nothing_to_click_without_a_public_address_or_in_a_preview()
    {
        var digest = Some.Digest(1, [Some.QuietCustomer()]);
        Assert.DoesNotContain("Snooze", (await SendAsync(new Content.OfAlerts(digest, null))).Plain);
        Assert.DoesNotContain("Snooze", (await SendAsync(Alerts(Some.Digest(1, [Some.QuietCustomer(Some.Alert(0))])))).Plain);
        Assert.DoesNotContain("Snooze", (await SendAsync(new Content.OfAlerts(digest, (_, _) => "javascript:alert(1)"))).Plain);
        Assert.Contains("Snooze", (await SendAsync(Alerts(digest))).Plain);
    }

    [Theory]
    [InlineData(20, "", "")]
    [InlineData(21, "", "csv")]
    [InlineData(21, "?attach=xlsx", "xlsx")]
    [InlineData(1, "?attach=csv,xlsx", "csv xlsx")]
    [InlineData(21, "?attach=none", "")]
    public async Task Customers_beyond_the_twentieth_are_counted_and_in_a_file(int all, string option, string files)
    {
        var mail = await SendAsync(Alerts(Some.Digest(all)), destination: Jan + option);
        Assert.Equal(Math.Min(all, 20), Page(mail).QuerySelectorAll(".who").Length);
        Assert.Equal(files, string.Join(' ', mail.Attachments.Select(a => a.FileName.Split('.')[1])));
        Assert.Equal(all > 20 && files != "", mail.Plain.Contains("\n1 more customers are in the attached files.\n", StringComparison.Ordinal));
        Assert.Equal(all > 20 && files == "", mail.Plain.Contains("\n1 more customers are not listed here.\n", StringComparison.Ordinal));
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(mail.Html) < 102_000, "Gmail cuts it off");
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    [InlineData("<!--unsubscribe-->")]
    [InlineData("\" onmouseover=\"alert(1)")]
    public async Task Hostile_text_stays_text(string text)
    {
        var customer = Some.QuietCustomer(name: text, email: text) with { UsedToBuy = [text], Id = text, AdminUrl = text };
        var digest = Some.Digest(1, [customer]) with { Rule = text };
        foreach (var content in (Content[])[Alerts(digest), new Content.OfFollowUp(digest, [Some.Returned(text)], Original(text))])
        {
            var mail = await SendAsync(content, run: SomeRun.Scheduled with { Name = text });
            Assert.Equal(2, mail.Parts[0].Parts.Count);
            Assert.DoesNotContain(mail.HeaderNames, name => name is "Bcc" or "two" or "X-Evil");
            var page = Page(mail);
            Assert.Empty(page.QuerySelectorAll("script, img, iframe, link, [onerror], [onmouseover]"));
            Assert.DoesNotContain(page.QuerySelectorAll("a"), a => !a.GetAttribute("href")!.StartsWith("https://", StringComparison.Ordinal));
            Assert.DoesNotContain('\u202E', page.DocumentElement.TextContent + mail.Plain);
            Assert.DoesNotContain('\u001b', mail.Html + mail.Plain);
            Assert.NotEqual("", page.QuerySelector(".who bdi")!.TextContent);
        }
    }

    [Fact]
    public async Task Who_came_back_is_told_in_answer_to_the_message_that_told_of_them()
    {
        var digest = Some.Digest(2, [Some.QuietCustomer(), OneTimer()]);
        var first = await SendAsync(Alerts(digest), index: 3);
        var mail = await SendAsync(
            new Content.OfFollowUp(digest, [Some.Returned()], Original("x")), run: SomeRun.Scheduled with { Id = 99, Kind = RunKind.FollowUp });

        Assert.Equal($"Re: {first["Subject"]}", mail["Subject"]);
        Assert.Equal(first["Message-ID"], mail["In-Reply-To"]);
        Assert.Equal(first["Message-ID"], mail["References"]);
        Assert.NotEqual(first["Message-ID"], mail["Message-ID"]);
        Assert.StartsWith(
            "Jan de Vries is back\nvoorbeeld.myshopify.com\nVIPs\n\nJan de Vries <jan@example.com>\n   €120.00 in 1 order after 74 days\n"
            + "   Open in Shopify: https://admin.shopify.com/store/voorbeeld/customers/11\n\n-- \n", mail.Plain);
        Assert.Equal("Jan de Vries", Page(mail).QuerySelector(".who")!.TextContent.Trim());
        Assert.True(new EmailChannel().FollowsUp(Original("x"), returned: true));
        Assert.False(new EmailChannel().FollowsUp(Original("x"), returned: false));
    }

    [Fact]
    public async Task Many_who_came_back_at_once_are_counted_beyond_the_twentieth()
    {
        var mail = await SendAsync(new Content.OfFollowUp(Some.Digest(30), [.. Enumerable.Range(1, 30).Select(i => Some.Returned($"Customer {i}"))], Original("x")));
        Assert.Equal(20, Page(mail).QuerySelectorAll(".who").Length);
        Assert.StartsWith("30 customers are back\n", mail.Plain);
        Assert.Contains("\n10 more customers are not listed here.\n", mail.Plain);
    }

    static AlertedCustomer OneTimer() => new(
        Some.Alert(6), false, "gid-12", null, "piet@example.com", new Money(5_000, Some.Euro), 1, new Money(5_000, Some.Euro), 0.0012, null, 120,
        new DateOnly(2026, 3, 2), new Money(5_000, Some.Euro), [], null);

    static Content.OfAlerts Alerts(AlertDigest digest) => new(digest, (alert, action) => $"https://x.nl/alerts/act?t={alert.Id}-{action}");

    static Delivery Original(string receipt) => new(
        1, SomeRun.Scheduled.Id, 6, Destination.Parse(Jan), "jan@x.nl", "mail-3.json", DeliveryState.Delivered, null, 1, receipt, null, null);

    static IHtmlDocument Page(ReceivedMail mail) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(mail.Html);

    static async Task<ReceivedMail> SendAsync(Content content, Language language = Language.En, Run? run = null, string destination = Jan, int index = 0)
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.Run = run ?? driver.Run;
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(destination, "jan@x.nl", await driver.RenderAsync(destination, content, language, index)));
        return new ReceivedMail(Assert.Single(server.Messages));
    }
}
