using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class EmailSendTests
{
    const string Three = "email:jan@x.nl,piet@y.nl?cc=a@b.nl&bcc=c@d.nl&attach=csv";

    static readonly Content s_report = new Content.OfReport(Some.SmallReport(), []);

    [Fact]
    public async Task A_message_arrives_after_TLS_and_login()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        var outcome = await driver.SendAsync(Three, "jan@x.nl", await driver.RenderAsync(Three, s_report));
        await server.SettledAsync();

        Assert.Equal(new Outcome.Sent("4ZxYb1", "250 2.0.0 Ok: queued as 4ZxYb1"), outcome);
        Assert.Equal(["handed over"], driver.Log);
        Assert.Equal(
            ["EHLO [127.0.0.1]", "STARTTLS", "(TLS) EHLO [127.0.0.1]", "(TLS) AUTH PLAIN AHJvYm90AHMzY3JldC1QYTU1",
             "(TLS) MAIL FROM:<reports@shop.example>", "(TLS) RCPT TO:<jan@x.nl>", "(TLS) DATA", "(TLS) QUIT"], server.Commands);
        var mail = new ReceivedMail(Assert.Single(server.Messages));
        Assert.Equal(
            ["Date", "From", "To", "Cc", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"], mail.HeaderNames);
        Assert.Equal("Mon, 29 Jun 2026 05:00:01 +0000", mail["Date"]);
        Assert.Equal("\"Reports\" <reports@shop.example>", mail["From"]);
        Assert.Equal("jan@x.nl, piet@y.nl", mail["To"]);
        Assert.Equal("a@b.nl", mail["Cc"]);
        Assert.Equal("Customer Lifetime Value · voorbeeld.myshopify.com · All time: up to 30 Jun 2026", mail["Subject"]);
        Assert.Equal("<run-1-41-0@shop.example>", mail["Message-ID"]);
        Assert.Equal("auto-generated", mail["Auto-Submitted"]);
    }

    [Fact]
    public async Task Every_recipient_gets_the_same_message_and_nobody_sees_who_is_in_bcc()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        var message = await driver.RenderAsync(Three, s_report);
        foreach (var recipient in new EmailChannel().Recipients(Destination.Parse(Three)))
            Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, recipient, message));

        Assert.Equal(
            ["jan@x.nl", "piet@y.nl", "a@b.nl", "c@d.nl"],
            server.Commands.Where(c => c.Contains("RCPT", StringComparison.Ordinal)).Select(c => c.Split('<', '>')[1]));
        Assert.Single(server.Messages.Distinct());
        Assert.Equal(4, server.Messages.Count);
        Assert.DoesNotContain("c@d.nl", server.Messages[0]);
        Assert.DoesNotContain("c@d.nl", new ReceivedMail(server.Messages[0]).Html);
    }

    [Fact]
    public async Task One_recipient_that_does_not_exist_does_not_keep_the_others_from_theirs()
    {
        await using var server = new SmtpServer { Says = { ["RCPT TO:<piet@y.nl>"] = "550-5.1.1 No such user here.\r\n550 5.1.1 Try another" } };
        var driver = server.Driver();
        var message = await driver.RenderAsync(Three, s_report);

        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", message));
        var refused = Assert.IsType<Outcome.RejectedTarget>(await driver.SendAsync(Three, "piet@y.nl", message));
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "a@b.nl", message));
        Assert.Equal($"localhost:{server.Port} refuses the recipient: 550 5.1.1 No such user here. Try another", refused.Reply);
        Assert.Equal(2, server.Messages.Count);
        Assert.Equal(["handed over", "handed over"], driver.Log);
    }

    [Fact]
    public async Task A_server_that_knows_only_AUTH_LOGIN_is_logged_in_to()
    {
        await using var server = new SmtpServer { Offers = ["STARTTLS", "AUTH LOGIN"] };
        var driver = server.Driver();
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", await driver.RenderAsync(Three, s_report)));
    }

    [Fact]
    public async Task A_server_with_TLS_from_the_first_byte_and_replies_in_pieces_is_understood()
    {
        await using var server = new SmtpServer { ImplicitTls = true, Offers = ["AUTH PLAIN"], InPieces = true };
        var driver = server.Driver();
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", await driver.RenderAsync(Three, s_report)));
        Assert.All(server.Commands, c => Assert.StartsWith("(TLS) ", c));
    }

    [Fact]
    public async Task An_attachment_of_ten_megabytes_arrives_as_it_is()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver(("max_attachment_mb", "20"));
        var report = Some.Report(
            Enumerable.Range(1, 1_100).Select(i => ((long)i, (string?)new string((char)('a' + i % 26), 9_000), (string?)null)),
            Enumerable.Range(1, 1_100).Select(i => new Some.Sale(i, "2026-01-01", i)));
        var message = await driver.RenderAsync(Three, new Content.OfReport(report, []));
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", message));

        var file = Assert.Single(new ReceivedMail(server.Messages[0]).Attachments);
        Assert.Equal("customer-lifetime-value-2026-06-30.csv", file.FileName);
        Assert.True(file.Bytes.Length > 9_500_000, $"only {file.Bytes.Length} bytes");
        Assert.True(driver.Artifacts["report.csv"].Bytes.AsSpan().SequenceEqual(file.Bytes));
    }

    [Fact]
    public async Task Dots_at_the_start_of_lines_do_not_end_the_message()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.Run = SomeRun.Scheduled with { Definition = SomeRun.Definition with { Message = ".\n..\n.hidden\nlast" } };
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", await driver.RenderAsync(Three, s_report)));

        Assert.Contains("\n.\n..\n.hidden\nlast\n", new ReceivedMail(server.Messages[0]).Plain);
        Assert.Contains("..hidden", server.RawLines);
    }

    [Fact]
    public async Task The_link_to_stop_is_in_the_headers_and_both_parts_and_the_rest_stays_as_it_was()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        var message = await driver.RenderAsync(Three, s_report);
        await driver.SendAsync(Three, "jan@x.nl", message);
        driver.UnsubscribeUrl = "https://reports.example.nl/unsubscribe?t=abc&x=1";
        await driver.SendAsync(Three, "jan@x.nl", message);

        var (without, with) = (new ReceivedMail(server.Messages[0]), new ReceivedMail(server.Messages[1]));
        Assert.Null(without["List-Unsubscribe"]);
        Assert.Null(without["List-Unsubscribe-Post"]);
        Assert.DoesNotContain("Stop receiving", without.Plain + without.Html);
        Assert.DoesNotContain("<!--unsubscribe-->", without.Html);
        Assert.Equal("<https://reports.example.nl/unsubscribe?t=abc&x=1>", with["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", with["List-Unsubscribe-Post"]);
        Assert.Equal(without.Plain + "Stop receiving this report: https://reports.example.nl/unsubscribe?t=abc&x=1\n", with.Plain);
        Assert.Contains("href=\"https://reports.example.nl/unsubscribe?t=abc&amp;x=1\">Stop receiving this report</a>", with.Html);
    }

    [Theory]
    [InlineData("https://x.nl/\r\nBcc: evil@x.nl")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://x.nl/><script>")]
    public async Task A_link_that_could_do_harm_is_left_out(string url)
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.UnsubscribeUrl = url;
        Assert.IsType<Outcome.Sent>(await driver.SendAsync(Three, "jan@x.nl", await driver.RenderAsync(Three, s_report)));
        var mail = new ReceivedMail(server.Messages[0]);
        Assert.Null(mail["List-Unsubscribe"]);
        Assert.Null(mail["Bcc"]);
        Assert.DoesNotContain("Stop receiving", mail.Html);
    }

    [Fact]
    public async Task A_channel_that_is_not_set_up_still_renders_and_says_at_sending_what_is_missing()
    {
        var unset = new ChannelDriver(new EmailChannel(), new Dictionary<string, string>());
        var outcome = await unset.SendAsync(Three, "jan@x.nl", await unset.RenderAsync(Three, SomeRun.Notice));
        Assert.Equal(
            new Outcome.RejectedCredential(
                "email is not set up: host is not set; expected the name of a mail server; from is not set; expected the sender's address"), outcome);
        Assert.Empty(unset.Log);
    }
}
