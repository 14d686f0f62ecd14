using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

/// <summary>A mail server on this machine that does what a test tells it to, byte by byte, and remembers what it was told.</summary>
sealed class SmtpServer : IAsyncDisposable
{
    public const string User = "robot";
    public const string Password = "s3cret-Pa55";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly List<Task> _connections = [];
    readonly X509Certificate2 _certificate;
    readonly Task _accepting;

    public SmtpServer(string certificateName = "localhost")
    {
        _certificate = SelfSigned(certificateName);
        CaFile = Path.GetTempFileName();
        File.WriteAllText(CaFile, _certificate.ExportCertificatePem());
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Holds this server's certificate.</summary>
    public string CaFile { get; }

    public bool ImplicitTls { get; init; }
    public List<string> Offers { get; init; } = ["STARTTLS", "AUTH PLAIN LOGIN", "8BITMIME"];

    /// <summary>By how a command begins, or <c>greeting</c> or <c>.</c>: what is said instead, as it stands. Empty cuts the connection.</summary>
    public Dictionary<string, string> Says { get; init; } = [];

    /// <summary>Where it stays silent from then on: as in <see cref="Says"/>.</summary>
    public string? HangsAt { get; init; }

    /// <summary>Cuts the connection in the middle of a message.</summary>
    public bool CutsWithinMessage { get; init; }

    /// <summary>Sends every reply a byte at a time.</summary>
    public bool InPieces { get; init; }

    /// <summary>Every command, with <c>(TLS) </c> before those that came over it.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Every message taken, as it was before the dots were doubled.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Lines as they came, dots doubled.</summary>
    public List<string> RawLines { get; } = [];

    public Dictionary<string, string> Settings(params ReadOnlySpan<(string Name, string Value)> others)
    {
        var settings = new Dictionary<string, string>
        {
            ["host"] = "localhost",
            ["port"] = Port.ToString(),
            ["security"] = ImplicitTls ? "tls" : "starttls",
            ["user"] = User,
            ["password"] = Password,
            ["from"] = "Reports <reports@shop.example>",
            ["ca_file"] = CaFile,
        };
        foreach (var (name, value) in others) settings[name] = value;
        return settings;
    }

    public ChannelDriver Driver(params ReadOnlySpan<(string Name, string Value)> others) => new(new EmailChannel(Patient), Settings(others));

    /// <summary>For servers that stay silent: the test waits for it.</summary>
    public ChannelDriver ImpatientDriver() => new(
        new EmailChannel(HangsAt == "." ? Patient with { Verdict = TimeSpan.FromMilliseconds(400) } : Patient with { Reply = TimeSpan.FromMilliseconds(400) }),
        Settings());

    static SmtpTimeouts Patient { get; } = new() { Reply = TimeSpan.FromSeconds(20), Verdict = TimeSpan.FromSeconds(20) };

    /// <summary>Waits until every client has gone.</summary>
    public Task SettledAsync()
    {
        lock (_connections) return Task.WhenAll(_connections.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await SettledAsync();
        _certificate.Dispose();
        _stop.Dispose();
        File.Delete(CaFile);
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_connections) _connections.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, as some tests make it.
        }
    }

    async Task TalkAsync(Stream stream)
    {
        var wire = new SmtpWire(stream, InPieces, _stop.Token);
        if (ImplicitTls) await wire.SecureAsync(_certificate);
        if (!await SayAsync(wire, "greeting", "220 mail.example ESMTP")) return;
        while (await wire.ReadLineAsync() is { } line)
        {
            Commands.Add(wire.IsSecure ? "(TLS) " + line : line);
            if (!await SayAsync(wire, line, Answer(line))) return;
            if (line == "STARTTLS" && !Says.ContainsKey(line)) await wire.SecureAsync(_certificate);
            if (line == "AUTH LOGIN" && !Says.ContainsKey(line) && !await PromptAsync(wire)) return;
            if (line == "DATA" && !Says.ContainsKey(line) && !await TakeAsync(wire)) return;
            if (line == "QUIT") return;
        }
    }

    string Answer(string line) => line switch
    {
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        "AUTH LOGIN" => "334 VXNlcm5hbWU6",
        _ when line.StartsWith("EHLO ", StringComparison.Ordinal) => string.Join("\r\n", Offers.SkipLast(1).Select(o => "250-" + o).Prepend("250-mail.example").Append("250 " + Offers[^1])),
        _ when line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal) => Login(line[11..] == Base64($"\0{User}\0{Password}")),
        _ => "250 2.0.0 ok",
    };

    async Task<bool> PromptAsync(SmtpWire wire)
    {
        var user = await wire.ReadLineAsync();
        await wire.WriteAsync("334 UGFzc3dvcmQ6\r\n");
        var password = await wire.ReadLineAsync();
        return await SayAsync(wire, "password", Login(user == Base64(User) && password == Base64(Password)));
    }

    async Task<bool> TakeAsync(SmtpWire wire)
    {
        var message = new StringBuilder();
        while (await wire.ReadLineAsync() is { } line)
        {
            if (line == ".")
            {
                Messages.Add(message.ToString());
                return await SayAsync(wire, ".", "250 2.0.0 Ok: queued as 4ZxYb1");
            }

            RawLines.Add(line);
            if (CutsWithinMessage && RawLines.Count == 20) return false;
            Assert.False(line.StartsWith('.') && !line.StartsWith("..", StringComparison.Ordinal), "a dot at a line's start is not doubled");
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    /// <returns>Whether the conversation goes on.</returns>
    async Task<bool> SayAsync(SmtpWire wire, string to, string usual)
    {
        if (HangsAt is { } hang && to.StartsWith(hang, StringComparison.Ordinal))
        {
            while (await wire.ReadLineAsync() is not null)
            {
                // Until the client has had enough.
            }

            return false;
        }

        var own = Says.FirstOrDefault(s => to.StartsWith(s.Key, StringComparison.Ordinal)).Value;
        if (own == "") return false;
        await wire.WriteAsync((own ?? usual) + "\r\n");
        return true;
    }

    static string Login(bool right) => right ? "235 2.7.0 welcome" : "535 5.7.8 Error: authentication failed";

    static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
