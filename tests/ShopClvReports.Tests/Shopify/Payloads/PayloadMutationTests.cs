using System.Text;
using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class PayloadMutationTests
{
    const int Mutations = 100_000;

    static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "0", "\"\"", "\\", "\\ud800", "\\u0022", "{}", "[]", "\"id\":", "\"id\":null,",
        "99999999999999999999", "\"gid://shopify/Order/\"", "\"amount\":", "\"9999-12-31T23:59:59-23:59\"", "\uFEFF", "\0", "[[[[[[[[[[[[[[[[[[[[",
    ];

    static readonly (string Topic, byte[] Body)[] Valid =
    [
        ("orders/create", Order()),
        ("orders/paid", OrderJson.Build(presentment: new("USD", 1.1m), refunds: [new(811, 5.00m, OrderJson.Placed), new(812, 1.00m, OrderJson.Placed)])),
        ("orders/tomorrow", OrderJson.Build(customer: null, lines: [new(1, null, "Bon", 10.00m, GiftCard: true)])),
        ("orders/edited", """{"order_edit":{"id":1,"order_id":2,"committed_at":"2025-05-01T12:00:00+02:00"}}"""u8.ToArray()),
        ("orders/delete", """{"id":820982911946154508}"""u8.ToArray()),
        ("refunds/create", Encoding.UTF8.GetBytes(JsonNode.Parse(Order())!["refunds"]![0]!.ToJsonString())),
        ("customers/create", Encoding.UTF8.GetBytes(JsonNode.Parse(Order())!["customer"]!.ToJsonString())),
        ("customers/delete", """{"id":706405506930370084,"tax_exemptions":[]}"""u8.ToArray()),
        ("customers/merge", """
            {"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/2","status":"completed"}
            """u8.ToArray()),
    ];

    static byte[] Order() => OrderJson.Build(refunds: [new(811, 5.00m, OrderJson.Placed)], financialStatus: "partially_refunded");

    [Fact]
    public void A_mutated_body_is_read_or_refused_and_nothing_else_happens()
    {
        var random = new Random(20250314);
        var shop = new Shop(1, "example.myshopify.com", TimeZoneInfo.Utc, new Currency("EUR"));
        int read = 0, refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var (topic, valid) = Valid[random.Next(Valid.Length)];
            var body = Mutate(valid, random);
            try
            {
                Payload.Read(topic, body, shop, DateTimeOffset.UnixEpoch);
                read++;
            }
            catch (PayloadException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"mutation {i} of {topic}: {e}\n{Encoding.UTF8.GetString(body)}");
            }
        }

        Assert.True(read > Mutations / 20 && refused > Mutations / 20, $"{read} read, {refused} refused: the mutations are too mild or too wild");
    }

    [Fact]
    public void What_an_unknown_value_holds_never_matters()
    {
        var random = new Random(20250314);
        var plain = OrderPayload.Read(Order());
        var text = Encoding.UTF8.GetString(Order());
        for (var i = 0; i < 1_000; i++)
        {
            var unknown = new StringBuilder();
            for (var values = random.Next(1, 5); values > 0; values--) AppendUnknown(unknown.Append("\"more\":"), random, 60).Append(',');
            // In the order itself, in a line and in a refund.
            var body = text.Replace("\"id\":", unknown + "\"id\":", StringComparison.Ordinal);

            Assert.Equivalent(plain, OrderPayload.Read(Encoding.UTF8.GetBytes(body)), strict: true);
        }
    }

    static StringBuilder AppendUnknown(StringBuilder json, Random random, int deepest)
    {
        var kind = random.Next(deepest > 50 ? 4 : 8);
        if (kind > 3 || deepest == 0) return json.Append(Texts[random.Next(Texts.Length)]);
        json.Append(kind < 2 ? '{' : '[');
        var count = random.Next(6);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) json.Append(random.Next(4) == 0 ? " , " : ",");
            if (kind < 2) json.Append(Texts[random.Next(4)]).Append(':');
            AppendUnknown(json, random, Math.Max(0, deepest - random.Next(1, 12)));
        }

        return json.Append(kind < 2 ? '}' : ']');
    }

    static readonly string[] Texts =
    [
        """ "}" """,
        """ "\"]\\" """,
        """ "id" """,
        """ "\\\\" """,
        """ "{[ a long text that fills more than one block of bytes, \u0022 and ends ]" """,
        "null",
        "-1.5e3",
        "{}",
        "[]",
        "true",
    ];

    static byte[] Mutate(byte[] valid, Random random)
    {
        var body = valid.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && body.Count > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(6))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    body.RemoveRange(at, Math.Min(random.Next(1, 30), body.Count - at));
                    break;
                case 3:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 4:
                    body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 200), body.Count - at)));
                    break;
                default:
                    if (random.Next(8) == 0) body.RemoveRange(at, body.Count - at);
                    else Swap(body, at, random);
                    break;
            }
        }

        return [.. body];
    }

    /// <summary>Puts a fragment in the place of the value that follows, which keeps most bodies well-formed.</summary>
    static void Swap(List<byte> body, int near, Random random)
    {
        var colon = body.IndexOf((byte)':', near);
        if (colon < 0) return;
        var end = body.FindIndex(colon + 1, value => value is (byte)',' or (byte)'}' or (byte)']');
        if (end < 0) return;
        body.RemoveRange(colon + 1, end - colon - 1);
        body.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
    }
}
