using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

static partial class Some
{
    static readonly DateTimeOffset s_since = new(2026, 6, 28, 6, 0, 0, TimeSpan.Zero);

    public static Alert Alert(long id, AlertState state = AlertState.Firing) =>
        new(id, 3, new CustomerId(id), state, 1_775_000_000, s_since, s_since, s_since);

    /// <summary>Jan de Vries, who ordered every 31 days.</summary>
    public static AlertedCustomer QuietCustomer(Alert? alert = null, string? name = "Jan de Vries", string? email = "jan@example.com") => new(
        alert ?? Alert(5), false, "gid-11", name, email, new Money(123_456, Euro), 12, new Money(10_288, Euro), 0.034, 31, 74, new DateOnly(2026, 4, 17),
        new Money(45_000, Euro), ["Espresso beans 1 kg", "Milk jug", "Filters"], "https://admin.shopify.com/store/voorbeeld/customers/11");

    /// <summary>Customers 1 to <paramref name="all"/>, of whom the first twenty are to be shown; alert 100 is of the first.</summary>
    public static AlertDigest Digest(int all, Comeback? past = null, string? name = null) => Digest(
        all, [.. Enumerable.Range(1, Math.Min(all, AlertDigest.MostCustomers))
            .Select(i => QuietCustomer(Alert(99 + i), name ?? $"Customer number {i}", name ?? $"customer{i}@example.com"))], past);

    /// <param name="all">Of the report, which lists them by what they spent.</param>
    public static AlertDigest Digest(int all, IReadOnlyList<AlertedCustomer> customers, Comeback? past = null) => new(
        "VIPs", Report(
            Enumerable.Range(1, all).Select(i => ((long)i, (string?)$"Customer number {i}", (string?)$"customer{i}@example.com")),
            Enumerable.Range(1, all).Select(i => new Sale(i, "2026-04-17", 1_000_000 - i))),
        customers, past);

    public static ReturnedCustomer Returned(string? name = "Jan de Vries", long alert = 5) => new(
        Alert(alert, AlertState.CameBack) with { ReturnedAt = s_since.AddDays(2) }, "gid-11", name, "jan@example.com", new Money(12_000, Euro), 1, 74,
        "https://admin.shopify.com/store/voorbeeld/customers/11");
}
