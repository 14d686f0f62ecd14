using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ShopClvReports.Tests;

namespace ShopClvReports.Benchmarks;

/// <summary>
/// Signed webhooks into a served process, at 64 connections, each waiting for its 200. The generator runs beside the server on
/// the same machine and signs every body anew, as every body has its own order and customer.
/// With <c>plain</c> the server is <see cref="PlainReceiver"/>.
/// </summary>
static class IngestBenchmark
{
    const int Connections = 64;
    public const string Secret = "benchmark-secret";
    public const string Domain = "bench.myshopify.com";

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var directory = Directory.CreateTempSubdirectory("shopclv-ingest-");
        var port = FreePort();
        var plain = args.Contains("plain");
        using var server = await StartAsync(directory.FullName, port, plain);
        try
        {
            var template = new Template(args.Contains("small") ? SmallBody() : OrderJson.Build(id: Template.Order, customer: Template.Customer, lines: OrderJson.TwoLines));
            Console.WriteLine($"body {template.BodyLength} bytes, {Connections} connections");
            Send(template, port, 20_000, 0);
            var before = server.TotalProcessorTime;
            var own = Process.GetCurrentProcess().TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            var latencies = Send(template, port, count, 20_000);
            var elapsed = Stopwatch.GetElapsedTime(start);
            server.Refresh();
            Array.Sort(latencies);
            double Percentile(double p) => latencies[(int)(p * (latencies.Length - 1))] * 1000.0 / Stopwatch.Frequency;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{count} webhooks in {elapsed.TotalSeconds:F2} s: {count / elapsed.TotalSeconds:F0}/s, p50 {Percentile(.5):F1} ms, p99 {Percentile(.99):F1} ms, max {Percentile(1):F0} ms; server CPU {(server.TotalProcessorTime - before).TotalMicroseconds / count:F0} us each, generator {(Process.GetCurrentProcess().TotalProcessorTime - own).TotalMicroseconds / count:F0} us, resident {server.WorkingSet64 / 1e6:F0} MB"));
            return 0;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            directory.Delete(recursive: true);
        }
    }

    static byte[] SmallBody() => Encoding.UTF8.GetBytes($$"""
        {"id":{{Template.Order}},"name":"#1001","created_at":"2025-03-14T15:09:26+01:00","processed_at":"2025-03-14T15:09:26+01:00","updated_at":"2025-03-14T15:09:26+01:00",
        "currency":"EUR","financial_status":"paid","test":false,"source_name":"web","email":"jan@example.com","total_price":"131.95","current_total_price":"131.95","total_tax":"11.00","total_outstanding":"0.00",
        "note":"{{new string('x', 1000)}}","customer":{"id":{{Template.Customer}},"first_name":"Jan","last_name":"Jansen","email":"jan@example.com","updated_at":"2025-03-14T15:09:26+01:00"},
        "line_items":[{"id":13001000000000101,"product_id":8200100200301,"title":"Merino sweater","quantity":1,"price":"79.95"},{"id":13001000000000102,"product_id":8200100200302,"title":"Wool socks","quantity":2,"price":"26.00"}],"refunds":[]}
        """);

    public static async Task<Process> StartAsync(string directory, int port, bool plain = false)
    {
        var url = $"http://127.0.0.1:{port}";
        string[] arguments = plain
            ? [typeof(IngestBenchmark).Assembly.Location, "plain-receiver", url, directory, Secret]
            : [typeof(Settings).Assembly.Location, "serve", "--data", directory, "--url", url];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["SHOPCLV__Shop__Domain"] = Domain;
        start.Environment["SHOPCLV__Shop__ClientSecret"] = Secret;
        var server = Process.Start(start)!;
        while (await server.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("Listening", StringComparison.Ordinal)) return server;
        throw new InvalidOperationException("the server did not start");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>One thread, all connections: the generator must take as little of the two cores as it can.</summary>
    static long[] Send(Template template, int port, int count, int first)
    {
        var latencies = new long[count];
        var waiting = new Dictionary<Socket, (int Index, long Since)>();
        var next = 0;
        var response = new byte[1024];
        void Post(Socket socket)
        {
            template.Set(first + next);
            waiting[socket] = (next++, Stopwatch.GetTimestamp());
            socket.Send(template.Bytes.Span);
        }

        var sockets = Enumerable.Range(0, Connections).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }).ToList();
        foreach (var socket in sockets)
        {
            socket.Connect(IPAddress.Loopback, port);
            if (next < count) Post(socket);
        }

        while (waiting.Count > 0)
        {
            var ready = waiting.Keys.ToList();
            Socket.Select(ready, null, null, -1);
            foreach (var socket in ready)
            {
                var read = socket.Receive(response);
                if (!response.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8)) throw new InvalidOperationException(Encoding.UTF8.GetString(response.AsSpan(0, read)));
                waiting.Remove(socket, out var sent);
                latencies[sent.Index] = Stopwatch.GetTimestamp() - sent.Since;
                if (next < count) Post(socket);
            }
        }

        foreach (var socket in sockets) socket.Dispose();
        return latencies;
    }

    /// <summary>A whole request of which the ids and the signature are written over.</summary>
    sealed class Template
    {
        public const long Order = 5_400_000_000_000;
        public const long Customer = 7_100_000_000_000;
        const string InstantFormat = "yyyy-MM-ddTHH:mm:sszzz";
        const int InstantLength = 25;
        static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);

        readonly byte[] _request;
        readonly int _body;
        readonly int _signature;
        readonly int _webhookId;
        readonly int[] _orders;
        readonly int[] _customers;
        readonly int[] _instants;

        public Template(byte[] body)
        {
            var head = $"POST /webhooks/shopify HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nX-Shopify-Topic: orders/create\r\nX-Shopify-Shop-Domain: {Domain}\r\nX-Shopify-API-Version: 2026-10\r\nX-Shopify-Event-Id: 5b1a2c3d-0000-4000-8000-000000000000\r\nX-Shopify-Triggered-At: 2026-03-01T09:00:01.123456789Z\r\nX-Shopify-Webhook-Id: 00000000-0000-4000-8000-000000000000\r\nX-Shopify-Hmac-Sha256: {new string('A', 43)}=\r\n\r\n";
            _request = [.. Encoding.ASCII.GetBytes(head), .. body];
            _body = head.Length;
            _signature = head.IndexOf("Sha256: ", StringComparison.Ordinal) + 8;
            _webhookId = head.IndexOf("Webhook-Id: ", StringComparison.Ordinal) + 12;
            _orders = Places(Order.ToString(CultureInfo.InvariantCulture));
            _customers = Places(Customer.ToString(CultureInfo.InvariantCulture));
            _instants = Places(OrderJson.Placed.ToString(InstantFormat, CultureInfo.InvariantCulture));
        }

        public int BodyLength => _request.Length - _body;
        public ReadOnlyMemory<byte> Bytes => _request;

        int[] Places(string text)
        {
            var digits = Encoding.ASCII.GetBytes(text);
            var places = new List<int>();
            for (var at = _body; _request.AsSpan(at).IndexOf(digits) is var found and >= 0; at += found + 1) places.Add(at + found);
            return [.. places];
        }

        /// <summary>Three orders of five are a new customer's, whose id is the next; the others come from anyone before.</summary>
        static long CustomerOf(int i)
        {
            var known = i / 5 * 3 + Math.Min(i % 5, 3);
            return i % 5 < 3 || known == 0 ? known : (uint)i * 2_654_435_761u % known;
        }

        public void Set(int i)
        {
            Span<byte> id = stackalloc byte[13];
            (Order + i).TryFormat(id, out _, default, CultureInfo.InvariantCulture);
            foreach (var place in _orders) id.CopyTo(_request.AsSpan(place));
            (Customer + CustomerOf(i)).TryFormat(id, out _, default, CultureInfo.InvariantCulture);
            foreach (var place in _customers) id.CopyTo(_request.AsSpan(place));
            Span<byte> at = stackalloc byte[InstantLength];
            OrderJson.Placed.AddSeconds(i).TryFormat(at, out _, InstantFormat, CultureInfo.InvariantCulture);
            foreach (var place in _instants) at.CopyTo(_request.AsSpan(place));
            Guid.NewGuid().TryFormat(_request.AsSpan(_webhookId, 36), out _);
            Span<byte> hash = stackalloc byte[32];
            HMACSHA256.HashData(Key, _request.AsSpan(_body), hash);
            System.Buffers.Text.Base64.EncodeToUtf8(hash, _request.AsSpan(_signature, 44), out _, out _);
        }
    }
}
