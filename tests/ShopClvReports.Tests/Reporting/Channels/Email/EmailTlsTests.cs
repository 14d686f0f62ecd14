using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class EmailTlsTests
{
    const string Jan = "email:jan@x.nl";

    [Fact]
    public async Task Without_STARTTLS_nothing_is_said_in_clear_text()
    {
        await using var server = new SmtpServer { Offers = ["AUTH PLAIN LOGIN"] };
        var outcome = await SendAsync(server.Driver());
        await server.SettledAsync();
        Assert.Contains("offers no STARTTLS", Assert.IsType<Outcome.RejectedCredential>(outcome).Reply);
        Assert.Equal(["EHLO [127.0.0.1]"], server.Commands);
    }

    [Fact]
    public async Task An_answer_put_in_before_TLS_is_not_taken_for_one_that_came_over_it()
    {
        await using var server = new SmtpServer { Says = { ["STARTTLS"] = "220 go on\r\n250 AUTH PLAIN" } };
        Assert.Contains("said more before TLS than it was asked", Assert.IsType<Outcome.Retry>(await SendAsync(server.Driver())).Reply);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_nobody_trusts_is_refused_and_says_what_to_do(bool implicitTls)
    {
        await using var server = new SmtpServer { ImplicitTls = implicitTls };
        var outcome = await SendAsync(server.Driver(("ca_file", "")));
        await server.SettledAsync();
        var reply = Assert.IsType<Outcome.RejectedCredential>(outcome).Reply;
        Assert.Contains("its certificate is not trusted", reply);
        Assert.Contains("ca_file", reply);
        Assert.DoesNotContain(server.Commands, c => c.Contains("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trusted_certificate_for_another_name_is_refused()
    {
        await using var server = new SmtpServer("mail.other.example");
        Assert.Contains("its certificate is for another name", Assert.IsType<Outcome.RejectedCredential>(await SendAsync(server.Driver())).Reply);
    }

    [Fact]
    public async Task A_certificate_is_not_trusted_because_another_is()
    {
        await using var server = new SmtpServer();
        await using var other = new SmtpServer();
        var outcome = await SendAsync(server.Driver(("ca_file", other.CaFile)));
        Assert.Contains("its certificate is not trusted", Assert.IsType<Outcome.RejectedCredential>(outcome).Reply);
    }

    [Fact]
    public async Task A_file_without_certificates_is_named()
    {
        await using var server = new SmtpServer();
        var file = Path.GetTempFileName();
        var outcome = await SendAsync(server.Driver(("ca_file", file)));
        File.Delete(file);
        Assert.Contains("ca_file holds no certificate", Assert.IsType<Outcome.RejectedCredential>(outcome).Reply);
        Assert.Contains("ca_file cannot be read", Assert.IsType<Outcome.RejectedCredential>(await SendAsync(server.Driver(("ca_file", file)))).Reply);
    }

    [Fact]
    public async Task Clear_text_is_used_only_when_it_is_asked_for_and_the_check_says_so()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver(("security", "none"));
        Assert.IsType<Outcome.Sent>(await SendAsync(driver));
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("(TLS)", StringComparison.Ordinal) || c == "STARTTLS");
        var check = await driver.CheckAsync();
        Assert.True(check.Works);
        Assert.Equal($"localhost:{server.Port} answers in clear text, readable for everybody on the way and accepts the login", check.Words);
    }

    [Fact]
    public async Task A_check_goes_as_far_as_it_can_without_a_message()
    {
        await using var server = new SmtpServer();
        var check = await server.Driver().CheckAsync();
        await server.SettledAsync();
        Assert.True(check.Works, check.Words);
        Assert.Matches(@"\Alocalhost:\d+ answers over TLS 1\.[23] and accepts the login\z", check.Words);
        Assert.Equal(["(TLS) NOOP", "(TLS) QUIT"], server.Commands.TakeLast(2));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_server_without_a_login_we_know_is_named()
    {
        await using var server = new SmtpServer { Offers = ["STARTTLS", "AUTH XOAUTH2"] };
        var check = await server.Driver().CheckAsync();
        Assert.False(check.Works);
        Assert.Contains("offers no login by PLAIN or LOGIN", check.Words);
    }

    static async Task<Outcome> SendAsync(ChannelDriver driver) => await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, SomeRun.Notice));
}
