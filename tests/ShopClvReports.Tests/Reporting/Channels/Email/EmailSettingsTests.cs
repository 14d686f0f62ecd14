using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public sealed class EmailSettingsTests
{
    [Theory]
    [InlineData("port", "0", "port '0' will not do; expected a number from 1 to 65535")]
    [InlineData("port", "smtp", "port 'smtp' will not do")]
    [InlineData("security", "ssl", "security 'ssl' is not known; expected starttls, tls or none")]
    [InlineData("host", "mail server", "host 'mail server' is not the name of a computer")]
    [InlineData("from", "Reports", "from: 'Reports' is not an e-mail address")]
    [InlineData("reply_to", "a@b@c", "reply_to: 'a@b@c' is not an e-mail address")]
    [InlineData("password", "", "user is set but password is not")]
    [InlineData("max_attachment_mb", "-1", "max_attachment_mb '-1' will not do; expected a number from 0 to 100")]
    [InlineData("max_attachment_mb", "101", "max_attachment_mb '101' will not do; expected a number from 0 to 100")]
    public async Task A_setting_that_will_not_do_is_named(string name, string value, string words)
    {
        await using var server = new SmtpServer();
        var check = await server.Driver((name, value)).CheckAsync();
        Assert.False(check.Works);
        Assert.StartsWith("email is not set up: ", check.Words);
        Assert.Contains(words, check.Words);
        Assert.DoesNotContain(SmtpServer.Password, check.Words);
        Assert.Empty(server.Commands);
    }

    [Theory]
    [InlineData("tls", 465)]
    [InlineData("starttls", 587)]
    public async Task A_server_is_reached_at_the_port_of_its_security_where_none_is_set(string security, int port)
    {
        var configured = ConfiguredAccounts.Of(new ChannelsSettings { Email = new EmailSection { Host = "127.0.0.1", From = "reports@shop.example" } })["email"];
        var check = await new EmailChannel().CheckAsync(new ChannelSettings(new Dictionary<string, string>(configured) { ["security"] = security }), CancellationToken.None);
        Assert.StartsWith($"127.0.0.1:{port} ", check.Words);
    }

    [Fact]
    public void The_fields_say_which_must_be_set_and_which_are_secret()
    {
        var fields = new EmailChannel().Fields;
        Assert.Equal(["host", "from"], fields.Where(f => f.Required).Select(f => f.Name));
        Assert.Equal(["password"], fields.Where(f => f.Secret).Select(f => f.Name));
        Assert.Equal(["587, with tls 465", "starttls", "10"], fields.Where(f => f.Default is not null).Select(f => f.Default));
    }
}
