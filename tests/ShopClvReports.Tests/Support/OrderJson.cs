using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace ShopClvReports.Tests;

/// <summary>
/// Bodies of order webhooks, shaped and sized (5 to 8 KB) as Shopify sends them. Amounts keep the decimals they are given:
/// <c>10m</c> is a sound amount of JPY, <c>10.00m</c> of EUR, <c>10.000m</c> of KWD.
/// </summary>
public static class OrderJson
{
    /// <param name="Discount">Over the whole line, given as one discount allocation.</param>
    public sealed record Line(
        long Id, long? Product, string Title, decimal Price, int Quantity = 1, int? CurrentQuantity = null, decimal Discount = 0m,
        bool GiftCard = false);

    /// <summary>A refund with one successful transaction.</summary>
    public sealed record Refund(long Id, decimal Amount, DateTimeOffset At);

    /// <summary>What the buyer saw: a foreign currency, and how much of it one unit of the shop's currency is.</summary>
    public sealed record Presentment(string Currency, decimal Rate);

    public static readonly DateTimeOffset Placed = new(2025, 3, 14, 15, 9, 26, TimeSpan.FromHours(1));

    public static readonly IReadOnlyList<Line> TwoLines =
    [
        new(13_001_000_000_000_101, 8_200_100_200_301, "Merino trui, heren", 79.95m),
        new(13_001_000_000_000_102, 8_200_100_200_302, "Wollen sokken", 12.50m, Quantity: 3, Discount: 7.50m),
    ];

    /// <param name="customer">Null: a guest, known by the e-mail alone.</param>
    /// <param name="total">When null: the lines and the shipping.</param>
    /// <param name="currentTotal">When null: the total.</param>
    /// <param name="outstanding">When null: the total while it is unpaid, else nothing.</param>
    /// <param name="updatedAt">When null: when it was placed.</param>
    public static byte[] Build(
        long id = 5_400_000_001_001, string? number = null, long? customer = 7_100_000_000_001, string? email = "sanne.devries@example.nl",
        string? firstName = "Sanne", string? lastName = "de Vries", DateTimeOffset? processedAt = null, DateTimeOffset? updatedAt = null,
        DateTimeOffset? cancelledAt = null, string currency = "EUR", decimal? total = null, decimal? currentTotal = null,
        decimal? outstanding = null, decimal tax = 19.51m, decimal shipping = 4.95m, string financialStatus = "paid",
        bool test = false, string source = "web", IReadOnlyList<Line>? lines = null, IReadOnlyList<Refund>? refunds = null,
        Presentment? presentment = null)
    {
        lines ??= TwoLines;
        var money = new MoneyText(currency, presentment);
        var subtotal = lines.Sum(line => line.Price * line.Quantity - line.Discount);
        var discounts = lines.Sum(line => line.Discount);
        var whole = total ?? subtotal + shipping;
        var current = currentTotal ?? whole;
        var unpaid = outstanding ?? (financialStatus is "pending" or "authorized" ? whole : whole * 0);
        var placed = Time(processedAt ?? Placed);
        var updated = Time(updatedAt ?? processedAt ?? Placed);
        var shown = presentment?.Currency ?? currency;

        var json = new StringBuilder(9000);
        json.Append(CultureInfo.InvariantCulture, $$"""
            {"id":{{id}},"admin_graphql_api_id":"gid://shopify/Order/{{id}}","app_id":580111,"browser_ip":"203.0.113.7",
            "buyer_accepts_marketing":false,"cancel_reason":{{(cancelledAt is null ? "null" : "\"customer\"")}},
            "cancelled_at":{{Time(cancelledAt)}},"cart_token":"c1-8d3f5a","checkout_id":36512077381901,
            "checkout_token":"5f1c2e7a90b34d","client_details":{"accept_language":"nl-NL","browser_height":null,
            "browser_ip":"203.0.113.7","browser_width":null,"session_hash":null,
            "user_agent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"},"closed_at":null,
            "confirmation_number":"K7QX2M9PA","confirmed":true,"contact_email":{{Text(email)}},"created_at":{{placed}},
            "currency":"{{currency}}","current_shipping_price_set":{{money.Set(shipping)}},
            "current_subtotal_price":"{{current - shipping}}","current_subtotal_price_set":{{money.Set(current - shipping)}},
            "current_total_additional_fees_set":null,"current_total_discounts":"{{discounts}}",
            "current_total_discounts_set":{{money.Set(discounts)}},"current_total_duties_set":null,
            "current_total_price":"{{current}}","current_total_price_set":{{money.Set(current)}},"current_total_tax":"{{tax}}",
            "current_total_tax_set":{{money.Set(tax)}},"customer_locale":"nl-NL","device_id":null,"discount_codes":[],
            "duties_included":false,"email":{{Text(email)}},"estimated_taxes":false,"financial_status":"{{financialStatus}}",
            "fulfillment_status":null,"landing_site":"/collections/truien?utm_source=nieuwsbrief","landing_site_ref":null,
            "location_id":null,"merchant_business_entity_id":"MTIzNDU2Nzg","merchant_of_record_app_id":null,
            "name":{{Text(number ?? "#" + id % 1_000_000)}},"note":null,"note_attributes":[],"number":1,
            "order_number":{{id % 1_000_000}},
            "order_status_url":"https://voorbeeld.example/62001/orders/5f1c2e7a/authenticate?key=8a6b",
            "original_total_additional_fees_set":null,"original_total_duties_set":null,
            "payment_gateway_names":["shopify_payments"],"phone":null,"po_number":null,"presentment_currency":"{{shown}}",
            "processed_at":{{placed}},"reference":null,"referring_site":"","source_identifier":null,
            "source_name":{{Text(source)}},"source_url":null,"subtotal_price":"{{subtotal}}",
            "subtotal_price_set":{{money.Set(subtotal)}},"tags":"","tax_exempt":false,"tax_lines":[{"price":"{{tax}}","rate":0.21,
            "title":"NL BTW","price_set":{{money.Set(tax)}},"channel_liable":false}],"taxes_included":true,
            "test":{{(test ? "true" : "false")}},"token":"9b0e7c1d2f",
            "total_cash_rounding_payment_adjustment_set":{{money.Set(0m)}},"total_discounts":"{{discounts}}",
            "total_discounts_set":{{money.Set(discounts)}},"total_line_items_price":"{{subtotal + discounts}}",
            "total_line_items_price_set":{{money.Set(subtotal + discounts)}},"total_outstanding":"{{unpaid}}",
            "total_price":"{{whole}}","total_price_set":{{money.Set(whole)}},"total_shipping_price_set":{{money.Set(shipping)}},
            "total_tax":"{{tax}}","total_tax_set":{{money.Set(tax)}},"total_tip_received":"0.00","total_weight":1240,
            "updated_at":{{updated}},"user_id":null,
            """);
        json.Append(CultureInfo.InvariantCulture, $$"""
            "billing_address":{{Address(firstName, lastName)}},
            "customer":{{(customer is { } buyer ? Customer(buyer, email, firstName, lastName, updated, currency) : "null")}},
            "discount_applications":[],"fulfillments":[],"line_items":[
            """);
        for (var i = 0; i < lines.Count; i++) Append(json, lines[i], money, i == 0);
        json.Append("""],"payment_terms":null,"refunds":[""");
        for (var i = 0; refunds is not null && i < refunds.Count; i++) Append(json, refunds[i], id, money, i == 0);
        json.Append(CultureInfo.InvariantCulture, $$"""
            ],"shipping_address":{{Address(firstName, lastName)}},"shipping_lines":[{"id":4400112233445,"carrier_identifier":null,
            "code":"Standaard","discounted_price":"{{shipping}}","discounted_price_set":{{money.Set(shipping)}},
            "is_removed":false,"phone":null,"price":"{{shipping}}","price_set":{{money.Set(shipping)}},"source":"shopify",
            "title":"Standaard","tax_lines":[],"discount_allocations":[]}],"returns":[],"line_item_groups":[]}
            """);
        // The line breaks are for readers of this file; Shopify sends none.
        return Encoding.UTF8.GetBytes(json.ToString().Replace("\n", ""));
    }

    /// <summary>A body with one or more of its values replaced; not fast.</summary>
    public static byte[] Edit(byte[] body, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    static void Append(StringBuilder json, Line line, MoneyText money, bool first) =>
        json.Append(CultureInfo.InvariantCulture, $$"""
        {{(first ? "" : ",")}}{"id":{{line.Id}},"admin_graphql_api_id":"gid://shopify/LineItem/{{line.Id}}",
        "attributed_staffs":[],"current_quantity":{{line.CurrentQuantity ?? line.Quantity}},
        "fulfillable_quantity":{{line.Quantity}},"fulfillment_service":"manual","fulfillment_status":null,
        "gift_card":{{(line.GiftCard ? "true" : "false")}},"grams":310,"name":{{Text(line.Title)}},"price":"{{line.Price}}",
        "price_set":{{money.Set(line.Price)}},"product_exists":{{(line.Product is null ? "false" : "true")}},
        "product_id":{{line.Product?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"properties":[],
        "quantity":{{line.Quantity}},"requires_shipping":true,"sku":"SKU-{{line.Id % 1000}}","taxable":true,
        "title":{{Text(line.Title)}},"total_discount":"0.00","total_discount_set":{{money.Set(0.00m)}},
        "variant_id":44100200300400,"variant_inventory_management":"shopify","variant_title":null,"vendor":"Voorbeeld",
        "tax_lines":[],"duties":[],"discount_allocations":[{{Allocation(line.Discount, money)}}]}
        """);

    static string Allocation(decimal discount, MoneyText money) => discount == 0 ? "" : $$"""
        {"amount":"{{discount}}","amount_set":{{money.Set(discount)}},"discount_application_index":0}
        """;

    static void Append(StringBuilder json, Refund refund, long order, MoneyText money, bool first) =>
        json.Append(CultureInfo.InvariantCulture, $$"""
        {{(first ? "" : ",")}}{"id":{{refund.Id}},"order_id":{{order}},"created_at":{{Time(refund.At)}},"note":null,
        "user_id":null,"processed_at":{{Time(refund.At)}},"duties":[],"total_duties_set":{{money.Set(0.00m)}},"restock":true,
        "order_adjustments":[],"refund_line_items":[{"id":{{refund.Id + 1}},"quantity":1,"line_item_id":13001000000000101,
        "restock_type":"return","subtotal":{{refund.Amount}},"total_tax":0.0,"subtotal_set":{{money.Set(refund.Amount)}},
        "total_tax_set":{{money.Set(0.00m)}},"line_item":{"id":13001000000000101,"title":"Merino trui, heren","quantity":1,
        "price":"{{refund.Amount}}"} }],"transactions":[{"id":{{refund.Id + 2}},"order_id":{{order}},"kind":"refund",
        "gateway":"shopify_payments","status":"success","message":null,"created_at":{{Time(refund.At)}},"test":false,
        "parent_id":null,"processed_at":{{Time(refund.At)}},"receipt":{},"amount":"{{money.Shown(refund.Amount)}}",
        "currency":"{{money.ShownCurrency}}"}]}
        """);

    static string Customer(long id, string? email, string? first, string? last, string updated, string currency) => $$"""
        {"id":{{id}},"created_at":"2024-11-02T09:30:00+01:00","updated_at":{{updated}},"first_name":{{Text(first)}},
        "last_name":{{Text(last)}},"state":"enabled","note":null,"verified_email":true,"multipass_identifier":null,
        "tax_exempt":false,"email":{{Text(email)}},"phone":null,"currency":"{{currency}}","tax_exemptions":[],
        "admin_graphql_api_id":"gid://shopify/Customer/{{id}}","default_address":{"id":9100200300400,"customer_id":{{id}},
        "first_name":{{Text(first)}},"last_name":{{Text(last)}},"company":null,"address1":"Dorpsstraat 12","address2":null,
        "city":"Utrecht","province":null,"country":"Netherlands","zip":"3511 AB","phone":null,"name":{{Text($"{first} {last}")}},
        "country_code":"NL","default":true} }
        """;

    static string Address(string? first, string? last) => $$"""
        {"first_name":{{Text(first)}},"address1":"Dorpsstraat 12","phone":null,"city":"Utrecht","zip":"3511 AB","province":null,
        "country":"Netherlands","last_name":{{Text(last)}},"address2":null,"company":null,"latitude":52.0907,"longitude":5.1214,
        "name":{{Text($"{first} {last}")}},"country_code":"NL","province_code":null}
        """;

    static string Time(DateTimeOffset? at) =>
        at is { } instant ? instant.ToString("'\"'yyyy-MM-dd'T'HH:mm:sszzz'\"'", CultureInfo.InvariantCulture) : "null";

    static string Text(string? text) => text is null ? "null" : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    sealed record MoneyText(string Currency, Presentment? Presentment)
    {
        public string ShownCurrency => Presentment?.Currency ?? Currency;

        public decimal Shown(decimal amount) => Presentment is null ? amount : decimal.Round(amount * Presentment.Rate, 2);

        public string Set(decimal amount) => string.Create(CultureInfo.InvariantCulture, $$$"""
            {"shop_money":{"amount":"{{{amount}}}","currency_code":"{{{Currency}}}"},
            "presentment_money":{"amount":"{{{Shown(amount)}}}","currency_code":"{{{ShownCurrency}}}"}}
            """);
    }
}
