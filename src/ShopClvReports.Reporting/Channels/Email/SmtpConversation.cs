using System.Text;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>RFC 5321 from the side of a sender, one message at most: greeting, TLS, login, message, farewell.</summary>
/// <remarks>A refusal throws <see cref="SmtpStop"/> with what it means; breaks throw as <see cref="SmtpConnection"/> says.</remarks>
sealed class SmtpConversation : IDisposable
{
    static readonly byte[] s_end = ".\r\n"u8.ToArray();

    readonly EmailSettings _server;
    readonly SmtpTimeouts _timeouts;
    readonly SmtpConnection _connection;
    IReadOnlyList<string> _offers = [];

    SmtpConversation(EmailSettings server, SmtpTimeouts timeouts, SmtpConnection connection) =>
        (_server, _timeouts, _connection) = (server, timeouts, connection);

    /// <summary>Such as <c>TLS 1.3</c>; null in clear text.</summary>
    public string? Cipher => _connection.Cipher;

    /// <summary>Up to where a message can be sent.</summary>
    public static async Task<SmtpConversation> OpenAsync(EmailSettings server, SmtpTimeouts timeouts, CancellationToken cancel)
    {
        var smtp = new SmtpConversation(server, timeouts, await SmtpConnection.OpenAsync(server, timeouts, cancel));
        try
        {
            await smtp.BeginAsync(cancel);
            return smtp;
        }
        catch
        {
            smtp.Dispose();
            throw;
        }
    }

    /// <summary>Nothing, asked to hear whether the server still listens.</summary>
    public Task IdleAsync(CancellationToken cancel) => AskAsync(SmtpStep.Hello, "NOOP", cancel);

    /// <summary>Names who sends and who receives.</summary>
    /// <param name="from">Checked address, as is <paramref name="recipient"/>.</param>
    public async Task AddressAsync(string from, string recipient, CancellationToken cancel)
    {
        await AskAsync(SmtpStep.Sender, $"MAIL FROM:<{from}>", cancel);
        await AskAsync(SmtpStep.Recipient, $"RCPT TO:<{recipient}>", cancel);
    }

    /// <summary>Everything of the message but its end: until that, the server must not take it.</summary>
    /// <param name="write">Writes the message with <c>\r\n</c> at every line's end, the last one's too.</param>
    public async Task MessageAsync(Func<Stream, Task> write, CancellationToken cancel)
    {
        await _connection.SendLineAsync("DATA", cancel);
        var reply = await ReadAsync(_timeouts.Reply, cancel);
        if (reply.Code != 354) throw new SmtpStop(SmtpVerdict.Of(SmtpStep.Data, reply, _server));
        await using var body = new SmtpBody(_connection.SendAsync);
        await write(body);
        await body.FlushAsync(cancel);
    }

    /// <summary>Ends the message: from here on the server may have it.</summary>
    public async Task<SmtpReply> EndAsync(CancellationToken cancel)
    {
        await _connection.SendAsync(s_end, cancel);
        var reply = await ReadAsync(_timeouts.Verdict, cancel);
        return reply.IsYes ? reply : throw new SmtpStop(SmtpVerdict.Of(SmtpStep.Message, reply, _server));
    }

    public async Task QuitAsync(CancellationToken cancel)
    {
        await _connection.SendLineAsync("QUIT", cancel);
        await ReadAsync(_timeouts.Reply, cancel);
    }

    public void Dispose() => _connection.Dispose();

    async Task BeginAsync(CancellationToken cancel)
    {
        if (_server.Security == MailSecurity.Tls) await _connection.SecureAsync(cancel);
        await ExpectAsync(SmtpStep.Greeting, cancel);
        await HelloAsync(cancel);
        if (_server.Security == MailSecurity.StartTls)
        {
            await StartTlsAsync(cancel);
            await HelloAsync(cancel);
        }

        if (_server is { User: { } user, Password: { } password }) await LogInAsync(user, password, cancel);
    }

    async Task HelloAsync(CancellationToken cancel) => _offers = (await AskAsync(SmtpStep.Hello, $"EHLO {_connection.LocalName}", cancel)).Lines;

    async Task StartTlsAsync(CancellationToken cancel)
    {
        if (!_offers.Skip(1).Any(o => o.Trim().Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            throw new SmtpStop(new Outcome.RejectedCredential(
                $"{_server} offers no STARTTLS, and nothing is sent in clear text. Set security to tls with port 465, or to none if the way to the server is your own."));
        await AskAsync(SmtpStep.StartTls, "STARTTLS", cancel);
        await _connection.SecureAsync(cancel);
    }

    async Task LogInAsync(string user, string password, CancellationToken cancel)
    {
        var ways = _offers.Where(o => o.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)).SelectMany(o => o[4..].Split([' ', '='])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ways.Contains("PLAIN"))
        {
            await AskAsync(SmtpStep.Login, "AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancel);
        }
        else if (ways.Contains("LOGIN"))
        {
            await PromptAsync("AUTH LOGIN", cancel);
            await PromptAsync(Base64(user), cancel);
            await AskAsync(SmtpStep.Login, Base64(password), cancel);
        }
        else
        {
            throw new SmtpStop(new Outcome.RejectedCredential(
                $"{_server} offers no login by PLAIN or LOGIN. Leave out user and password if it wants none, or see whether security and port are right."));
        }
    }

    async Task PromptAsync(string line, CancellationToken cancel)
    {
        await _connection.SendLineAsync(line, cancel);
        var reply = await ReadAsync(_timeouts.Reply, cancel);
        if (reply.Code != 334) throw new SmtpStop(SmtpVerdict.Of(SmtpStep.Login, reply, _server));
    }

    async Task<SmtpReply> AskAsync(SmtpStep step, string line, CancellationToken cancel)
    {
        await _connection.SendLineAsync(line, cancel);
        return await ExpectAsync(step, cancel);
    }

    async Task<SmtpReply> ExpectAsync(SmtpStep step, CancellationToken cancel)
    {
        var reply = await ReadAsync(_timeouts.Reply, cancel);
        return reply.IsYes ? reply : throw new SmtpStop(SmtpVerdict.Of(step, reply, _server));
    }

    /// <summary>A reply, without our own password: a server may say back what it was told, and replies are stored and shown.</summary>
    async Task<SmtpReply> ReadAsync(TimeSpan limit, CancellationToken cancel)
    {
        var reply = await _connection.ReadAsync(limit, cancel);
        if (_server is not { User: { } user, Password: { } password }) return reply;
        string[] secrets = [Base64($"\0{user}\0{password}"), Base64(password), password];
        return reply with { Lines = [.. reply.Lines.Select(line => secrets.Aggregate(line, (l, s) => l.Replace(s, "…", StringComparison.OrdinalIgnoreCase)))] };
    }

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
