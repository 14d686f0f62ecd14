using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ShopClvReports;

sealed record DemoCustomer(long? Id, string FirstName, string LastName, string Email);

sealed record DemoLine(int Product, string Title, long Cents, int Quantity, bool IsGiftCard);

enum DemoFate
{
    Paid,
    Unpaid,
    PartlyRefunded,
    Cancelled,
}

/// <summary>An order of the demo shop, and the webhooks of its life.</summary>
sealed record DemoOrder(
    long Id, int Number, DemoCustomer? Customer, DateTimeOffset At, IReadOnlyList<DemoLine> Lines, string Channel, DemoFate Fate)
{
    const long Shipping = 495;

    long Total => Lines.Sum(l => l.Cents * l.Quantity) + Shipping;

    /// <summary>The last line comes back.</summary>
    long Refund => Lines[^1].Cents * Lines[^1].Quantity;

    public IEnumerable<DemoWebhook> Webhooks()
    {
        yield return new DemoWebhook("orders/create", Body(At, Fate == DemoFate.Unpaid ? "pending" : "paid", Total, cancelled: false, refunded: 0));
        var later = At.AddDays(3);
        switch (Fate)
        {
            case DemoFate.PartlyRefunded:
                yield return new DemoWebhook("refunds/create", RefundBody(later));
                yield return new DemoWebhook("orders/updated", Body(later, "partially_refunded", Total - Refund, cancelled: false, Refund));
                break;
            case DemoFate.Cancelled:
                yield return new DemoWebhook("orders/cancelled", Body(later, "refunded", 0, cancelled: true, Total));
                break;
        }
    }

    byte[] Body(DateTimeOffset updated, string status, long current, bool cancelled, long refunded) => Json(json =>
    {
        json.WriteNumber("id", Id);
        json.WriteString("name", $"#{Number}");
        json.WriteString("created_at", Instant(At));
        json.WriteString("processed_at", Instant(At));
        json.WriteString("updated_at", Instant(updated));
        if (cancelled) json.WriteString("cancelled_at", Instant(updated));
        else json.WriteNull("cancelled_at");
        json.WriteString("currency", "EUR");
        json.WriteString("financial_status", status);
        json.WriteBoolean("test", false);
        json.WriteString("source_name", Channel);
        json.WriteString("email", Customer?.Email ?? "");
        Money(json, "total_price", Total);
        Money(json, "current_total_price", current);
        Money(json, "total_outstanding", status == "pending" ? Total : 0);
        Money(json, "total_tax", (Total - Shipping) * 9 / 109);
        ShopMoney(json, "total_shipping_price_set", Shipping);
        WriteCustomer(json, updated);
        json.WriteStartArray("line_items");
        for (var i = 0; i < Lines.Count; i++) WriteLine(json, i, cancelled || refunded > 0 && i == Lines.Count - 1);
        json.WriteEndArray();
        json.WriteStartArray("refunds");
        if (refunded > 0) WriteRefund(json, updated, refunded);
        json.WriteEndArray();
    });

    byte[] RefundBody(DateTimeOffset at) => Json(json => WriteRefundFields(json, at, Refund));

    void WriteCustomer(Utf8JsonWriter json, DateTimeOffset updated)
    {
        if (Customer is null) return;
        json.WriteStartObject("billing_address");
        json.WriteString("name", $"{Customer.FirstName} {Customer.LastName}");
        json.WriteEndObject();
        if (Customer.Id is not { } id) return;
        json.WriteStartObject("customer");
        json.WriteNumber("id", id);
        json.WriteString("first_name", Customer.FirstName);
        json.WriteString("last_name", Customer.LastName);
        json.WriteString("email", Customer.Email);
        json.WriteString("updated_at", Instant(updated));
        json.WriteEndObject();
    }

    void WriteLine(Utf8JsonWriter json, int index, bool returned)
    {
        var line = Lines[index];
        json.WriteStartObject();
        json.WriteNumber("id", Id * 16 + index);
        json.WriteNumber("product_id", 8_100_000_000_000 + line.Product);
        json.WriteString("title", line.Title);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteNumber("current_quantity", returned ? 0 : line.Quantity);
        json.WriteBoolean("gift_card", line.IsGiftCard);
        Money(json, "price", line.Cents);
        json.WriteEndObject();
    }

    void WriteRefund(Utf8JsonWriter json, DateTimeOffset at, long amount)
    {
        json.WriteStartObject();
        WriteRefundFields(json, at, amount);
        json.WriteEndObject();
    }

    void WriteRefundFields(Utf8JsonWriter json, DateTimeOffset at, long amount)
    {
        json.WriteNumber("id", Id + 1);
        json.WriteNumber("order_id", Id);
        json.WriteString("created_at", Instant(at));
        json.WriteString("processed_at", Instant(at));
        json.WriteStartArray("refund_line_items");
        json.WriteEndArray();
        json.WriteStartArray("transactions");
        json.WriteStartObject();
        json.WriteString("kind", "refund");
        json.WriteString("status", "success");
        Money(json, "amount", amount);
        json.WriteString("currency", "EUR");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void ShopMoney(Utf8JsonWriter json, string name, long cents)
    {
        json.WriteStartObject(name);
        json.WriteStartObject("shop_money");
        Money(json, "amount", cents);
        json.WriteString("currency_code", "EUR");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Money(Utf8JsonWriter json, string name, long cents) =>
        json.WriteString(name, (cents / 100m).ToString("F2", CultureInfo.InvariantCulture));

    static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
