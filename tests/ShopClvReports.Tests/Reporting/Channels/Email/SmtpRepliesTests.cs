namespace ShopClvReports.Tests;

/// <summary>What the words of real mail servers are taken to mean.</summary>
public sealed class SmtpRepliesTests
{
    const string Jan = "email:jan@x.nl?attach=none";

    [Theory]
    // Where, what is said (codes and words as the servers send them), what it is.
    [InlineData("greeting", "421 4.3.2 Service not available, closing transmission channel", "retry")]
    [InlineData("greeting", "554 5.7.1 Your IP address is blocked", "rejected-credential")]
    [InlineData("EHLO", "421 4.7.0 Try again later, closing connection. (EHLO) gsmtp", "retry")]
    [InlineData("EHLO", "502 5.5.2 Error: command not recognized", "rejected-credential")]
    [InlineData("STARTTLS", "454 4.7.0 TLS not available due to local problem", "retry")]
    [InlineData("STARTTLS", "502 5.5.1 not here", "rejected-credential")]
    [InlineData("AUTH", "535-5.7.8 Username and Password not accepted. For more information, go to\r\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials - gsmtp", "rejected-credential")]
    [InlineData("AUTH", "534-5.7.9 Application-specific password required.\r\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp", "rejected-credential")]
    [InlineData("AUTH", "534-5.7.14 Please log in via your web browser and then try again.\r\n534 5.7.14 - gsmtp", "rejected-credential")]
    [InlineData("AUTH", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. [AM0PR.prod.outlook.com]", "rejected-credential")]
    [InlineData("AUTH", "535 5.7.3 Authentication unsuccessful", "rejected-credential")]
    [InlineData("AUTH", "538 5.7.11 Encryption required for requested authentication mechanism", "rejected-credential")]
    [InlineData("AUTH", "454 4.7.0 Temporary authentication failure: Connection lost to authentication server", "retry")]
    [InlineData("AUTH", "454 4.7.0 Too many login attempts, please try again later. gsmtp", "retry")]
    [InlineData("AUTH", "421 4.7.66 TLS 1.0 and 1.1 are not supported", "retry")]
    [InlineData("MAIL", "530 5.7.0 Must issue a STARTTLS command first", "rejected-credential")]
    [InlineData("MAIL", "530 5.7.57 Client not authenticated to send mail. [AM0PR.outlook.com]", "rejected-credential")]
    [InlineData("MAIL", "553 5.7.1 <reports@shop.example>: Sender address rejected: not owned by user robot", "rejected-credential")]
    [InlineData("MAIL", "452 4.3.1 Insufficient system storage", "retry")]
    [InlineData("MAIL", "552 5.3.4 Message size exceeds fixed limit", "rejected-target")]
    [InlineData("MAIL", "550 5.4.5 Daily user sending limit exceeded. gsmtp", "retry")]
    [InlineData("RCPT", "550 5.1.1 <jan@x.nl>: Recipient address rejected: User unknown in virtual mailbox table", "rejected-target")]
    [InlineData("RCPT", "550-5.1.1 The email account that you tried to reach does not exist. gsmtp\r\n550 5.1.1 Please try double-checking", "rejected-target")]
    [InlineData("RCPT", "554 5.7.1 <jan@x.nl>: Relay access denied", "rejected-credential")]
    [InlineData("RCPT", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "rejected-target")]
    [InlineData("RCPT", "451 4.7.1 Greylisting in action, please come back later", "retry")]
    [InlineData("RCPT", "450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages. gsmtp", "retry")]
    [InlineData("RCPT", "452 4.2.2 Mailbox full", "retry")]
    [InlineData("RCPT", "552 5.2.2 Mailbox full", "rejected-target")]
    [InlineData("RCPT", "552 Requested mail action aborted: exceeded storage allocation", "rejected-target")]
    [InlineData("RCPT", "550 5.4.1 Recipient address rejected: Access denied. [AM0EUR.outlook.com]", "rejected-target")]
    [InlineData("DATA", "451 4.3.0 Temporary lookup failure", "retry")]
    [InlineData("DATA", "554 5.5.1 Error: no valid recipients", "rejected-target")]
    [InlineData("DATA", "250 what", "retry")]
    [InlineData(".", "250 2.0.0 OK DMARC:Quarantine 1719637201 - gsmtp", "sent")]
    [InlineData(".", "250 Ok 0102018f-1b2c", "sent")]
    [InlineData(".", "451 4.7.650 The mail server has been temporarily rate limited", "retry")]
    [InlineData(".", "421 4.4.2 Error: timeout exceeded", "retry")]
    [InlineData(".", "550 5.7.1 Message contains spam or virus", "rejected-target")]
    [InlineData(".", "554 5.7.1 The message was rejected as spam", "rejected-target")]
    [InlineData(".", "552 5.7.0 This message was blocked because its content presents a potential security issue. gsmtp", "rejected-target")]
    [InlineData(".", "552 5.2.3 Message size exceeds limit", "rejected-target")]
    [InlineData(".", "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\r\n550 5.7.26 SPF, DKIM. gsmtp", "rejected-credential")]
    [InlineData(".", "554 5.2.252 SendAsDenied; robot not allowed to send as reports", "rejected-credential")]
    [InlineData(".", "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "rejected-credential")]
    [InlineData(".", "354 still waiting", "unknown")]
    [InlineData(".", "Ok!", "unknown")]
    public async Task Every_reply_is_one_outcome(string at, string reply, string outcome)
    {
        await using var server = new SmtpServer { Says = { [at] = reply } };
        var driver = server.Driver();
        var message = await driver.RenderAsync(Jan, SomeRun.Notice);
        var came = await driver.SendAsync(Jan, "jan@x.nl", message);
        Assert.Equal(outcome, came.Name);
        Assert.Equal(at == "." ? 1 : 0, driver.Log.Count);
        if (outcome != "unknown") Assert.Contains(reply[..3], came.Reply);
    }

    [Theory]
    [InlineData("534-5.7.9 Application-specific password required.\r\n534 5.7.9 - gsmtp", "app password")]
    [InlineData("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.", "Microsoft 365")]
    [InlineData("535 5.7.8 Error: authentication failed", "Do user, password and from belong together?")]
    public async Task A_refused_login_comes_with_what_to_do(string reply, string advice)
    {
        await using var server = new SmtpServer { Says = { ["AUTH"] = reply } };
        var check = await server.Driver().CheckAsync();
        Assert.False(check.Works);
        Assert.Contains(advice, check.Words);
        Assert.DoesNotContain('\n', check.Words);
    }

    [Theory]
    [InlineData("535 5.7.8 no user robot with password s3cret-Pa55")]
    [InlineData("535 5.7.8 AUTH PLAIN AHJvYm90AHMzY3JldC1QYTU1 is wrong")]
    [InlineData("500 czNjcmV0LVBhNTU= is not a command")]
    public async Task A_password_that_the_server_says_back_is_not_passed_on(string reply)
    {
        await using var server = new SmtpServer { Says = { ["AUTH"] = reply } };
        var driver = server.Driver();
        var outcome = await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, SomeRun.Notice));
        foreach (var words in new[] { outcome.Reply, (await driver.CheckAsync()).Words })
        {
            Assert.DoesNotContain("s3cret", words);
            Assert.DoesNotContain("AHJvYm90", words);
            Assert.DoesNotContain("czNjcmV0", words);
            Assert.Contains("…", words);
        }
    }

    [Fact]
    public async Task A_reply_cannot_paint_the_terminal_it_is_shown_on()
    {
        await using var server = new SmtpServer { Says = { ["RCPT"] = "550 \u001b[2Jgone\u202E" + new string('x', 3_000) } };
        var driver = server.Driver();
        var outcome = await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, SomeRun.Notice));
        Assert.DoesNotContain('\u001b', outcome.Reply);
        Assert.DoesNotContain('\u202E', outcome.Reply);
        Assert.InRange(outcome.Reply.Length, 100, 600);
    }
}
