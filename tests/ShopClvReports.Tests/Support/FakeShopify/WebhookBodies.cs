using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopClvReports.Tests;

/// <summary>The bodies of webhooks, in the shape of the REST admin, of what a shop holds.</summary>
static class WebhookBodies
{
    public static byte[] Order(FakeShop shop, FakeOrder order)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Zone);
        var body = OrderJson.Build(
            order.Id, order.Name, order.Customer?.Id, order.Email, order.Address?.FirstName, order.Address?.LastName,
            TimeZoneInfo.ConvertTime(order.ProcessedAt, zone), TimeZoneInfo.ConvertTime(order.UpdatedAt, zone),
            order.CancelledAt is { } at ? TimeZoneInfo.ConvertTime(at, zone) : null, order.Currency, order.Total, order.CurrentTotal,
            order.Outstanding, order.Tax, order.Shipping, order.Status.ToLowerInvariant(), order.Test, order.SourceName ?? "",
            [.. order.Lines.Select(l => l.Json)], order.Refunds, order.Presentment);
        return order.Company is null
            ? body
            : OrderJson.Edit(body, json => json["company"] = new JsonObject { ["id"] = order.Company.Id, ["location_id"] = order.Company.Id + 1 });
    }

    /// <summary>As it stands within its order.</summary>
    public static byte[] Refund(FakeShop shop, FakeOrder order, OrderJson.Refund refund)
    {
        using var json = JsonDocument.Parse(Order(shop, order));
        var refunds = json.RootElement.GetProperty("refunds").EnumerateArray();
        return Encoding.UTF8.GetBytes(refunds.First(r => r.GetProperty("id").GetInt64() == refund.Id).GetRawText());
    }

    /// <summary>The lines that came and went, not the order.</summary>
    public static byte[] Edited(FakeOrder order, long id) => Json(new
    {
        order_edit = new
        {
            id,
            app_id = (long?)null,
            created_at = order.UpdatedAt,
            notify_customer = false,
            order_id = order.Id,
            staff_note = "",
            user_id = (long?)null,
            committed_at = order.UpdatedAt,
            line_items = new { additions = Array.Empty<object>(), removals = Array.Empty<object>() },
        },
    });

    public static byte[] Deleted(long id) => Json(new { id });

    public static byte[] Customer(FakeShop shop, FakeCustomer customer) => Json(new
    {
        id = customer.Id,
        created_at = customer.CreatedAt,
        updated_at = customer.UpdatedAt,
        first_name = customer.FirstName,
        last_name = customer.LastName,
        state = "enabled",
        note = (string?)null,
        verified_email = true,
        multipass_identifier = (string?)null,
        tax_exempt = false,
        email = customer.Email,
        phone = (string?)null,
        currency = shop.Currency.Code,
        addresses = Array.Empty<object>(),
        tax_exemptions = Array.Empty<object>(),
        admin_graphql_api_id = customer.Gid,
        default_address = (object?)null,
    });

    public static byte[] Merged(FakeCustomer kept, FakeCustomer gone) => Json(new
    {
        admin_graphql_api_customer_kept_id = kept.Gid,
        admin_graphql_api_customer_deleted_id = gone.Gid,
        admin_graphql_api_job_id = (string?)null,
        status = "completed",
        errors = Array.Empty<object>(),
    });

    public static byte[] Summary(FakeShop shop, FakeCustomer customer) => Json(new
    {
        customerId = customer.Gid,
        occurredAt = shop.Now,
        numberOfOrders = customer.NumberOfOrders,
        amountSpent = new { amount = customer.AmountSpent.ToString("0.00", CultureInfo.InvariantCulture), currencyCode = shop.Currency.Code },
        lastOrderId = customer.LastOrder?.Gid,
    });

    public static byte[] Shop(FakeShop shop) => Json(new
    {
        id = shop.Id,
        name = shop.Name,
        email = shop.Email,
        domain = shop.Domain,
        myshopify_domain = shop.Domain,
        currency = shop.Currency.Code,
        iana_timezone = shop.Zone,
        plan_name = "basic",
    });

    public static byte[] Bulk(FakeBulkOperation operation) => Json(new
    {
        admin_graphql_api_id = operation.Gid,
        completed_at = operation.CompletedAt,
        created_at = operation.CreatedAt,
        error_code = operation.ErrorCode?.ToLowerInvariant(),
        status = operation.Status.ToLowerInvariant(),
        type = "query",
    });

    /// <param name="list">What the orders are called: <c>orders_requested</c> or <c>orders_to_redact</c>.</param>
    public static byte[] Privacy(FakeShop shop, FakeCustomer customer, string list, bool byEmailAlone)
    {
        JsonObject body = new()
        {
            ["shop_id"] = shop.Id,
            ["shop_domain"] = shop.Domain,
            ["customer"] = byEmailAlone
                ? new JsonObject { ["email"] = customer.Email }
                : new JsonObject { ["id"] = customer.Id, ["email"] = customer.Email, ["phone"] = null },
            [list] = new JsonArray([.. customer.Orders.Select(o => (JsonNode)o.Id)]),
        };
        if (list == "orders_requested") body["data_request"] = new JsonObject { ["id"] = shop.NextId() };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    public static byte[] ShopRedact(FakeShop shop) => Json(new { shop_id = shop.Id, shop_domain = shop.Domain });

    static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body);
}
