using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Lines to and from a mail server, in clear text or TLS, each within its time.</summary>
/// <remarks>Breaks and time-outs throw <see cref="IOException"/>, <see cref="SocketException"/> and <see cref="TimeoutException"/>.</remarks>
sealed class SmtpConnection : IDisposable
{
    /// <summary>RFC 5321 allows 512 bytes a line; servers with long explanations take more. A greater one is not of a mail server.</summary>
    const int LongestLine = 4_096;
    const int MostLines = 100;

    readonly EmailSettings _server;
    readonly SmtpTimeouts _timeouts;
    readonly TcpClient _tcp;
    readonly byte[] _buffer = new byte[LongestLine];
    Stream _stream;
    int _start;
    int _end;

    SmtpConnection(EmailSettings server, SmtpTimeouts timeouts, TcpClient tcp) =>
        (_server, _timeouts, _tcp, _stream) = (server, timeouts, tcp, tcp.GetStream());

    /// <summary>Such as <c>TLS 1.3</c>; null in clear text.</summary>
    public string? Cipher { get; private set; }

    /// <summary>Our end as a server wants to be told, such as <c>[192.0.2.7]</c>.</summary>
    public string LocalName
    {
        get
        {
            var address = ((IPEndPoint)_tcp.Client.LocalEndPoint!).Address;
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            return address.AddressFamily == AddressFamily.InterNetwork ? $"[{address}]" : $"[IPv6:{new IPAddress(address.GetAddressBytes())}]";
        }
    }

    public static async Task<SmtpConnection> OpenAsync(EmailSettings server, SmtpTimeouts timeouts, CancellationToken cancel)
    {
        var tcp = new TcpClient();
        try
        {
            await Within(timeouts.Connect, $"connecting to {server}", token => tcp.ConnectAsync(server.Host, server.Port, token), cancel);
            tcp.NoDelay = true;
            return new SmtpConnection(server, timeouts, tcp);
        }
        catch
        {
            tcp.Dispose();
            throw;
        }
    }

    /// <summary>Goes on in TLS with a server that proves its name.</summary>
    /// <exception cref="SmtpStop">It does not, or our own certificates cannot be read.</exception>
    public async Task SecureAsync(CancellationToken cancel)
    {
        // Whoever sits on the way could have put an answer there, to be taken for one that came over TLS.
        if (_start != _end) throw new IOException($"{_server} said more before TLS than it was asked");
        var trust = Trust();
        var tls = new SslStream(_stream);
        _stream = tls;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _server.Host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Accepts(certificate, chain, errors),
        };
        try
        {
            await Within(_timeouts.Reply, "agreeing on TLS", token => new ValueTask(tls.AuthenticateAsClientAsync(options, token)), cancel);
        }
        catch (AuthenticationException e) when (trust.Complaint is { } complaint)
        {
            throw new SmtpStop(
                new Outcome.RejectedCredential(
                    $"{_server} is not proven to be the mail server: {complaint}. Set host to the name on its certificate, or ca_file to a PEM file of who signed it."), e);
        }

        Cipher = tls.SslProtocol switch
        {
            SslProtocols.Tls12 => "TLS 1.2",
            SslProtocols.Tls13 => "TLS 1.3",
            var other => other.ToString(),
        };
    }

    public Task SendLineAsync(string line, CancellationToken cancel) => SendAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel);

    public Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        Within(_timeouts.Reply, "sending", token => _stream.WriteAsync(bytes, token), cancel);

    /// <summary>A whole reply of one line or more, within a time for all of it.</summary>
    public async Task<SmtpReply> ReadAsync(TimeSpan limit, CancellationToken cancel)
    {
        SmtpReply? reply = null;
        await Within(limit, "an answer", async token => reply = await ReadAsync(token), cancel);
        return reply!;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _tcp.Dispose();
    }

    SmtpTrust Trust()
    {
        try
        {
            return SmtpTrust.Of(_server.CaFile);
        }
        catch (FormatException e)
        {
            throw new SmtpStop(new Outcome.RejectedCredential(e.Message), e);
        }
    }

    async ValueTask<SmtpReply> ReadAsync(CancellationToken cancel)
    {
        List<string> lines = [];
        for (var code = -1; ;)
        {
            var line = await ReadLineAsync(cancel);
            var known = line.Length >= 3 && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 200 and < 600 && (code < 0 || number == code) && (line.Length == 3 || line[3] is ' ' or '-')
                ? number
                : throw new IOException($"{_server} does not answer as a mail server; it says '{VisibleText.OneLine(line, 100)}'");
            code = known;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new SmtpReply(code, lines);
            if (lines.Count == MostLines) throw new IOException($"{_server} answers in more than {MostLines} lines");
        }
    }

    async ValueTask<string> ReadLineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, end).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length) throw new IOException($"{_server} answers in a line of more than {LongestLine} bytes");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancel);
            if (read == 0) throw new EndOfStreamException($"{_server} closed the connection");
            _end += read;
        }
    }

    static async Task Within(TimeSpan limit, string what, Func<CancellationToken, ValueTask> work, CancellationToken cancel)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(limit);
        try
        {
            await work(timed.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{what} took longer than {limit.TotalSeconds:0.#} seconds"), e);
        }
    }
}
