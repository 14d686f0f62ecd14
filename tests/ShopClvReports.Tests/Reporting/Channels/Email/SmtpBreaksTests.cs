using System.Net;
using System.Net.Sockets;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Before a message's end is sent a break is tried again, after it nobody knows.</summary>
public sealed class SmtpBreaksTests
{
    const string Jan = "email:jan@x.nl?attach=csv";

    static readonly Content s_report = new Content.OfReport(Some.SmallReport(), []);

    [Theory]
    [InlineData("greeting")]
    [InlineData("EHLO")]
    [InlineData("STARTTLS")]
    [InlineData("AUTH")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_connection_cut_or_silent_before_the_message_is_tried_again(string at)
    {
        await using var cutting = new SmtpServer { Says = { [at] = "" } };
        Assert.IsType<Outcome.Retry>(await SendAsync(cutting.Driver(), handedOver: 0));
        await using var silent = new SmtpServer { HangsAt = at };
        Assert.IsType<Outcome.Retry>(await SendAsync(silent.ImpatientDriver(), handedOver: 0));
    }

    [Fact]
    public async Task A_connection_cut_within_the_message_is_tried_again()
    {
        await using var server = new SmtpServer { CutsWithinMessage = true };
        var driver = server.Driver();
        var report = Some.Report(
            Enumerable.Range(1, 400).Select(i => ((long)i, (string?)new string('x', 9_000), (string?)null)),
            Enumerable.Range(1, 400).Select(i => new Some.Sale(i, "2026-01-01", i)));
        // Three megabytes: more than lies between two sockets unread.
        Assert.IsType<Outcome.Retry>(await SendAsync(driver, handedOver: 0, new Content.OfReport(report, [])));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_connection_cut_after_the_message_leaves_it_unknown()
    {
        await using var server = new SmtpServer { Says = { ["."] = "" } };
        var outcome = Assert.IsType<Outcome.Unknown>(await SendAsync(server.Driver(), handedOver: 1));
        Assert.StartsWith($"localhost:{server.Port} may have taken the message: ", outcome.Reply);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Silence_after_the_message_leaves_it_unknown()
    {
        await using var server = new SmtpServer { HangsAt = "." };
        var outcome = Assert.IsType<Outcome.Unknown>(await SendAsync(server.ImpatientDriver(), handedOver: 1));
        Assert.Contains("took longer than 0.4 seconds", outcome.Reply);
    }

    [Fact]
    public async Task A_process_that_dies_at_the_hand_over_has_not_ended_the_message()
    {
        await using var server = new SmtpServer();
        var driver = server.Driver();
        driver.OnHandOver = () => throw new InvalidOperationException("the power went");
        var message = await driver.RenderAsync(Jan, s_report);
        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.SendAsync(Jan, "jan@x.nl", message));
        await server.SettledAsync();
        Assert.Empty(server.Messages);
        Assert.NotEmpty(server.RawLines);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "does not answer as a mail server; it says 'HTTP/1.1 400 Bad Request'")]
    [InlineData("\0\0\u0001", "does not answer as a mail server")]
    [InlineData("220-one\r\n250 two", "does not answer as a mail server")]
    [InlineData("099 hello", "does not answer as a mail server")]
    public async Task A_server_of_another_kind_is_named_as_such(string greeting, string words)
    {
        await using var server = new SmtpServer { Says = { ["greeting"] = greeting } };
        Assert.Contains(words, Assert.IsType<Outcome.Retry>(await SendAsync(server.Driver(), handedOver: 0)).Reply);
    }

    [Fact]
    public async Task Endless_lines_and_endless_replies_end()
    {
        await using var line = new SmtpServer { Says = { ["EHLO"] = "250-" + new string('x', 1_000_000) } };
        Assert.Contains("a line of more than", Assert.IsType<Outcome.Retry>(await SendAsync(line.Driver(), handedOver: 0)).Reply);
        await using var lines = new SmtpServer { Says = { ["EHLO"] = string.Concat(Enumerable.Repeat("250-x\r\n", 10_000)) } };
        Assert.Contains("more than 100 lines", Assert.IsType<Outcome.Retry>(await SendAsync(lines.Driver(), handedOver: 0)).Reply);
    }

    [Fact]
    public async Task Nobody_listening_or_no_such_host_is_tried_again()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port.ToString();
        closed.Stop();
        foreach (var host in new[] { "127.0.0.1", "no-such-host.invalid" })
        {
            var driver = new ChannelDriver(new EmailChannel(), new Dictionary<string, string> { ["host"] = host, ["port"] = port, ["from"] = "a@b.nl" });
            Assert.StartsWith($"{host}:{port} cannot be used now: ", Assert.IsType<Outcome.Retry>(await SendAsync(driver, handedOver: 0)).Reply);
        }
    }

    [Fact]
    public async Task Being_told_to_stop_stops_at_once()
    {
        await using var server = new SmtpServer { HangsAt = "RCPT" };
        var driver = server.Driver();
        using var stop = new CancellationTokenSource();
        var message = await driver.RenderAsync(Jan, s_report);
        var sending = driver.SendAsync(Jan, "jan@x.nl", message, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    static async Task<Outcome> SendAsync(ChannelDriver driver, int handedOver, Content? content = null)
    {
        var outcome = await driver.SendAsync(Jan, "jan@x.nl", await driver.RenderAsync(Jan, content ?? s_report));
        Assert.Equal(handedOver, driver.Log.Count);
        return outcome;
    }
}
