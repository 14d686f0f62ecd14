using System.Globalization;
using System.Text;

namespace ShopClvReports.EndToEnd;

/// <summary>A webhook spoilt in one way or another, as bytes on the wire.</summary>
/// <param name="Last">The connection cannot be used after it.</param>
/// <param name="HangUp">The sender hangs up without waiting for an answer.</param>
readonly record struct Mutant(byte[] Bytes, bool Last = false, bool HangUp = false)
{
    public const string Domain = "mutanten.myshopify.com";
    public const string Secret = "shpss_of_the_mutants";

    static readonly string[] s_topics =
        ["orders/create", "orders/updated", "orders/edited", "orders/delete", "refunds/create", "customers/update", "customers/delete", "customers/merge"];

    static readonly string[] s_methods = ["GET", "PUT", "HEAD", "OPTIONS", "TRACE", "CONNECT", "post", "P", "POSTPOST", "\0"];
    static readonly string[] s_lengths = ["-1", "", "0x10", "99999999999999999999", "1", "999999999", "1,1", "+5", "½"];
    static readonly string[] s_chunks = ["zz\r\n", "ffffffff\r\n", "fffffffffffffffff\r\n", "5\r\n{}", "0", "-1\r\n\r\n", "2\r\n{}\r\n0\r\n\r\n", ""];

    public static Mutant Of(Random random) => random.Next(100) switch
    {
        < 60 => Signed(random),
        < 75 => WrongSignature(random),
        < 85 => WrongHeaders(random),
        < 90 => WrongFrame(random),
        < 95 => WrongMethod(random),
        < 98 => CutShort(random),
        _ => new Mutant(Noise(random, random.Next(1, 300)), Last: true),
    };

    /// <summary>The body is spoilt before it is signed: nothing but its content is wrong.</summary>
    static Mutant Signed(Random random)
    {
        var body = Spoilt(random);
        return new Mutant([.. Head("POST", s_topics[random.Next(s_topics.Length)], WebhookSender.Sign(Secret, body), body.Length), .. body]);
    }

    static Mutant WrongSignature(Random random)
    {
        var body = Body(random);
        var signature = WebhookSender.Sign(Secret, body).ToCharArray();
        signature[random.Next(signature.Length)] = (char)random.Next('!', '~');
        return new Mutant([.. Head("POST", "orders/create", new string(signature, 0, random.Next(2) * 22 + 22), body.Length), .. body]);
    }

    /// <summary>Bytes of the header lines are replaced, dropped or doubled; the request line stays.</summary>
    static Mutant WrongHeaders(Random random)
    {
        var body = Body(random);
        var head = Head("POST", "orders/create", WebhookSender.Sign(Secret, body), body.Length).ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next("POST /webhooks/shopify HTTP/1.1\r\n".Length, head.Count - 4);
            switch (random.Next(4))
            {
                case 0: head[at] = (byte)random.Next(256); break;
                case 1: head.RemoveAt(at); break;
                case 2: head.InsertRange(at, Noise(random, random.Next(1, 20))); break;
                default: head.InsertRange(at, Enumerable.Repeat((byte)'x', random.Next(1, 40_000))); break;
            }
        }

        return new Mutant([.. head, .. body], Last: true);
    }

    static Mutant WrongFrame(Random random)
    {
        var body = Body(random);
        var signature = WebhookSender.Sign(Secret, body);
        return random.Next(2) == 0
            ? new Mutant([.. Head("POST", "orders/create", signature, s_lengths[random.Next(s_lengths.Length)]), .. body], Last: true)
            : new Mutant([.. Head("POST", "orders/create", signature, null, "Transfer-Encoding: chunked\r\n"), .. Encoding.ASCII.GetBytes(s_chunks[random.Next(s_chunks.Length)])], Last: true);
    }

    static Mutant WrongMethod(Random random)
    {
        var body = Body(random);
        var method = s_methods[random.Next(s_methods.Length)];
        return new Mutant([.. Head(method, "orders/create", WebhookSender.Sign(Secret, body), body.Length), .. body]);
    }

    static Mutant CutShort(Random random)
    {
        var body = Body(random);
        byte[] whole = [.. Head("POST", "orders/create", WebhookSender.Sign(Secret, body), body.Length), .. body];
        return new Mutant(whole[..random.Next(1, whole.Length)], Last: true, HangUp: random.Next(2) == 0);
    }

    static byte[] Head(string method, string topic, string signature, object? length, string more = "") => Encoding.Latin1.GetBytes(
        $"{method} /webhooks/shopify HTTP/1.1\r\nHost: localhost\r\n{(length is null ? "" : $"Content-Length: {length}\r\n")}{more}X-Shopify-Topic: {topic}\r\nX-Shopify-Shop-Domain: {Domain}\r\nX-Shopify-Hmac-Sha256: {signature}\r\n\r\n");

    static byte[] Spoilt(Random random)
    {
        var body = Body(random).ToList();
        for (var i = random.Next(1, 8); i > 0 && body.Count > 1; i--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(6))
            {
                case 0: body[at] = (byte)random.Next(256); break;
                case 1: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: body.RemoveRange(at, Math.Min(random.Next(1, 30), body.Count - at)); break;
                case 3: body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 30), body.Count - at))); break;
                case 4: body.InsertRange(at, Encoding.UTF8.GetBytes(Awkward[random.Next(Awkward.Length)])); break;
                default: body.RemoveRange(at, body.Count - at); break;
            }
        }

        return [.. body];
    }

    static readonly string[] Awkward =
        ["null", "[", "{", "\"", "\\ud800", "\\u0000", "1e400", "-", "99999999999999999999", "\"id\":1,", "9", ".", "true", new string('[', 200), "\ufeff", "é"];

    /// <summary>A small order, so that most of the bytes that are spoilt mean something.</summary>
    static byte[] Body(Random random) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
        {"id":{{random.NextInt64(1, 1_000_000)}},"name":"#1001","created_at":"2026-03-01T10:00:00+01:00","processed_at":"2026-03-01T10:00:00+01:00",
        "updated_at":"2026-03-01T10:00:{{random.Next(10, 60)}}+01:00","currency":"EUR","financial_status":"paid","test":false,"source_name":"web",
        "email":"jan@example.com","total_price":"131.95","current_total_price":"131.95","total_outstanding":"0.00","order_id":{{random.Next(1, 1000)}},
        "customer":{"id":{{random.Next(1, 1000)}},"first_name":"Jan","last_name":"Jansen","email":"jan@example.com","updated_at":"2026-03-01T10:00:01+01:00"},
        "line_items":[{"id":5,"product_id":6,"title":"Trui","quantity":1,"price":"79.95"}],
        "refunds":[{"id":7,"order_id":8,"created_at":"2026-03-02T10:00:00Z","transactions":[{"kind":"refund","status":"success","amount":"1.00"}]}]}
        """));

    static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
