using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What every report of one shop at one moment is made from. What only some need is computed when they ask for it.</summary>
/// <param name="Terms">What the shop says of itself.</param>
public sealed record ReportSource(Ledger Ledger, Shop Shop, AsOf AsOf, ShopTerms Terms)
{
    /// <summary>A shop of which nothing is known, to try a request on.</summary>
    public static ReportSource Nothing(Shop shop) => new(Ledger.Empty, shop, AsOf.Now(DateTimeOffset.UnixEpoch.AddYears(50), shop.TimeZone), ShopTerms.Unsaid);
}

/// <summary>Finds what the reports of a shop are made from.</summary>
/// <param name="terms">What each shop says of itself, from the settings.</param>
public sealed class ReportSources(Ledgers ledgers, Func<Shop, ShopTerms> terms)
{
    public ReportSource Of(Shop shop, AsOf asOf) => new(ledgers.Get(shop.Id), shop, asOf, terms(shop));
}
