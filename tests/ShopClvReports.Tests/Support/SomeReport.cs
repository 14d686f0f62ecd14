using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Sample values.</summary>
static partial class Some
{
    public static readonly Currency Euro = new("EUR");

    public static readonly Shop DutchShop = new(1, "voorbeeld.myshopify.com", TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), Euro);

    public static readonly AsOf EndOfJune = AsOf.Parse("2026-06-30", DutchShop.TimeZone);

    /// <summary>The whole history up to the end of June 2026.</summary>
    public static readonly ReportQuery Everything = new(Period.All);

    /// <summary>One order; amounts are minor units, the day is noon UTC.</summary>
    /// <param name="Customer">Null for nobody.</param>
    public sealed record Sale(long? Customer, string Day, long Paid, string Currency = "EUR");

    /// <summary>A report over a ledger with these customers and orders.</summary>
    public static Report Report(IEnumerable<(long Id, string? Name, string? Email)> customers, IEnumerable<Sale> sales, ReportQuery? query = null)
    {
        Sale[] all = [.. sales];
        string[] currencies = [.. all.Select(s => s.Currency).Distinct()];
        var ledger = Ledger.Empty.With(new LedgerChanges(
            1, currencies, ["web"],
            [
                .. all.Select((sale, i) => new LedgerOrder(
                    i + 1, sale.Customer ?? 0, (uint)DateTimeOffset.Parse(sale.Day + "T12:00:00Z").ToUnixTimeSeconds(),
                    sale.Paid, sale.Paid, sale.Paid, (byte)Array.IndexOf(currencies, sale.Currency), 0, false, false)),
            ],
            [.. customers.Select(c => new LedgerCustomer(c.Id, CustomerKind.Account, null, c.Name, c.Email, 0, false))]));
        return ClvReport.Build(ledger, DutchShop, EndOfJune, query ?? Everything);
    }

    /// <summary>One customer of this name with one order of €12.34.</summary>
    public static Report ReportOn(string? name) => Report([(1, name, "a@example.com")], [new Sale(1, "2026-06-01", 1234)]);

    /// <summary>Three customers, and an order of nobody's.</summary>
    public static Report SmallReport(ReportQuery? query = null, string currency = "EUR") => Report(
        [(11, "Anna de Vries", "anna@example.com"), (12, "Bram", null), (13, null, "c@example.com")],
        [
            new Sale(11, "2024-03-05", 100_000, currency), new Sale(11, "2026-05-21", 23_456, currency),
            new Sale(12, "2025-12-31", 5_000, currency), new Sale(13, "2026-06-30", -250, currency), new Sale(null, "2026-01-02", 1_999, currency),
        ],
        query);

    /// <summary>A second currency beside the euro.</summary>
    public static Report ReportInTwoCurrencies() => Report(
        [(1, "Anna", "anna@example.com"), (2, "Kenji", "k@example.com")],
        [new Sale(1, "2026-01-05", 1050), new Sale(2, "2026-02-05", 5000, "JPY"), new Sale(null, "2026-02-06", 7, "JPY")]);

    public static Report EmptyReport() => Report([], []);
}
