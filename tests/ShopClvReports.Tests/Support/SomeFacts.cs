using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

static partial class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>A whole, paid order in euro. Amounts are minor units.</summary>
    /// <param name="customer">0 for nobody.</param>
    /// <param name="second">Version: seconds after <see cref="Noon"/>.</param>
    public static OrderFact Order(
        long id = 1, long customer = 11, long paid = 10_00, int second = 0, FinancialStatus status = FinancialStatus.Paid,
        DateTimeOffset? processedAt = null, OrderDetail detail = OrderDetail.Whole, string currency = "EUR", bool test = false) =>
        new(
            new OrderId(id), $"#{id}", customer == 0 ? null : new CustomerId(customer), processedAt ?? Noon, Noon.AddSeconds(second),
            new Currency(currency), new OrderAmounts(paid, paid, paid, 0), test, null, status, "web",
            [new LineItem(id * 10, new ProductId(7), "Trui", 1, 1, paid, false)], detail);

    public static OrderSeen Seen(OrderFact order, params RefundFact[] refunds) => new(order, refunds, null);

    public static RefundFact Refund(long id, long amount, long order = 1) => new(id, new OrderId(order), amount, Noon);

    /// <param name="second">Version: seconds after <see cref="Noon"/>.</param>
    public static CustomerFact Customer(
        long id, string? name, string? email = null, int second = 0, CustomerKind kind = CustomerKind.Account, string? label = null) =>
        new(new CustomerId(id), kind, label, name, email, Noon.AddSeconds(second));

    public static CustomersMerged Merge(long kept, long gone) => new(new CustomerId(kept), new CustomerId(gone));

    public static WebhookDelivery WebhookDelivery(int shop, params ShopFact[] facts) => new(shop, Noon, facts);

    public static Rejected Rejected(string body = "{", string source = "webhook orders/create", string reason = "it ends too early") =>
        new(source, "orders/create", reason, Encoding.UTF8.GetBytes(body));
}

/// <summary>A clock that stands still, at noon when nothing else is said.</summary>
sealed class StoppedClock(DateTimeOffset? at = null) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at ?? Some.Noon;
}
