using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

static partial class Some
{
    /// <summary>A ledger's row of an order in euro through the web.</summary>
    /// <param name="at">An instant, such as <c>2026-06-01T12:00:00Z</c>.</param>
    public static LedgerOrder Row(long id, long customer, string at, long value, bool cancelled = false) =>
        new(id, customer, Seconds(at), value, value, value, 0, 0, cancelled, false);

    /// <summary>An account.</summary>
    public static LedgerCustomer Account(long id, string? email = null, long mergedInto = 0, bool deleted = false) =>
        new(id, CustomerKind.Account, null, null, email, mergedInto, deleted);

    public static LedgerCustomer Guest(long id, string? email, bool deleted = false) => new(id, CustomerKind.Guest, null, null, email, 0, deleted);

    public static Ledger LedgerOf(IEnumerable<LedgerOrder> orders, params LedgerCustomer[] customers) =>
        Ledger.Empty.With(new LedgerChanges(1, ["EUR"], ["web"], [.. orders], [.. customers]));

    /// <summary>The report over it, by default of the whole history up to the end of June 2026 in Amsterdam.</summary>
    public static ReportSection Section(Ledger ledger, ReportQuery? query = null, string asOf = "2026-06-30", string zone = "Europe/Amsterdam")
    {
        var shop = DutchShop with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        return ClvReport.Build(ledger, shop, AsOf.Parse(asOf, shop.TimeZone), query ?? Everything).Sections.Single();
    }

    public static uint Seconds(string at) => (uint)DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}

/// <summary>Reads a section as a table.</summary>
static class SectionReading
{
    /// <summary>The values of a column in the order of the rows shown.</summary>
    public static object?[] Shown(this ReportSection section, string key) => [.. section.Rows.Select(row => section.Columns.Single(c => c.Key == key) switch
    {
        TextColumn text => (object?)text.Values[row],
        MoneyColumn money => money.At(row)?.Minor,
        CountColumn count => count.At(row),
        NumberColumn number => number.Values[row],
        DateColumn date => date.Values[row].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ShareColumn share => share.Values[row],
        var other => throw new InvalidOperationException($"no reading of {other.GetType().Name}"),
    })];

    public static string[] ShownIds(this ReportSection section) => [.. section.Rows.Select(row => section.Ids[row])];
}
