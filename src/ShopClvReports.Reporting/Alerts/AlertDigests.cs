using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Puts together what a message says of alerts, from the shop's history as it is now: nothing of a customer is kept beside it.</summary>
sealed class AlertDigests(IStore store, Ledgers ledgers, TimeProvider clock)
{
    /// <summary>Of each customer's orders, the latest, from which it is told what the customer used to buy.</summary>
    const int LookedAtOrders = 20;

    const int MostProducts = 3;

    /// <param name="alerts">In any state; customers who are no longer there are left out.</param>
    public AlertDigest Of(Run run, AlertRule rule, Shop shop, IReadOnlyList<Alert> alerts)
    {
        var (ledger, query) = (ledgers.Get(shop.Id), run.Definition.Report.Query());
        var checks = new QuietChecks(ledger, shop, AsOf.Now(clock.GetUtcNow(), shop.TimeZone));
        var alertOf = new Dictionary<int, Alert>();
        foreach (var alert in alerts)
            if (ledger.Find(alert.Customer) is { } place && !ledger.Customer(place).Deleted) alertOf[place] = alert;

        var report = InactiveReport.Build(checks, query, rule, alertOf.Values.Select(a => a.Customer).ToHashSet());
        var section = report.Sections.Single();
        var places = section.Customers ?? throw new InvalidOperationException("the rows of a report on quiet customers are customers");
        int[] rows = [.. section.Rows.Take(AlertDigest.MostCustomers)];
        var orders = LastOrders(ledger, [.. rows.Select(row => places[row])]);
        var lines = store.Lines(shop.Id, [.. orders.SelectMany(o => o.Value)]);
        return new AlertDigest(
            run.Name, report,
            [
                .. from row in rows
                   let place = places[row]
                   select Customer(ledger, shop, section, row, place, alertOf[place], orders[place].SelectMany(o => lines.GetValueOrDefault(o, []))),
            ],
            Comeback.Of(ledger, shop, checks.AsOf, query, rule));
    }

    /// <param name="alerts">Ended by an order.</param>
    public IReadOnlyList<ReturnedCustomer> Returned(Run run, Shop shop, IReadOnlyList<Alert> alerts)
    {
        var (ledger, policy) = (ledgers.Get(shop.Id), run.Definition.Report.Query().Value);
        var returned = new List<ReturnedCustomer>();
        foreach (var alert in alerts)
        {
            if (ledger.Find(alert.Customer) is not { } place || ledger.Customer(place) is not { Deleted: false } customer) continue;
            var since = Silence.Since(ledger, policy, shop.Currency, place, alert.LastOrder);
            returned.Add(new ReturnedCustomer(
                alert, customer.ShownId, customer.Name, customer.Email, new Money(since.Spent, shop.Currency), since.Orders, DaysAway(alert, shop.TimeZone), AdminUrl(shop, customer)));
        }

        return [.. returned.OrderByDescending(r => r.Value.Minor)];
    }

    static AlertedCustomer Customer(Ledger ledger, Shop shop, ReportSection section, int row, int place, Alert alert, IEnumerable<LineItem> lines)
    {
        ReportColumn Column(string key) => section.Columns.Single(c => c.Key == key);
        Money Amount(string key) => new(((MoneyColumn)Column(key)).Values[row], section.Currency);
        int? Count(string key) => ((CountColumn)Column(key)).At(row);
        var customer = ledger.Customer(place);
        return new AlertedCustomer(
            alert, alert.FiredAt != alert.ToldAt, customer.ShownId, customer.Name, customer.Email, Amount("total_spent"), Count("orders") ?? 0, Amount("average_order_value"),
            ((ShareColumn)Column("share_of_revenue")).Values[row], Count("usual_gap"), Count("days_since") ?? 0, ((DateColumn)Column("last_order")).Values[row],
            Amount("at_stake"), Products(lines), AdminUrl(shop, customer));
    }

    static Dictionary<int, OrderId[]> LastOrders(Ledger ledger, IReadOnlyList<int> places) => places.ToDictionary(place => place, place =>
    {
        var (start, end) = ledger.OrdersOf(place);
        return Enumerable.Range(Math.Max(start, end - LookedAtOrders), Math.Min(end - start, LookedAtOrders)).Select(ledger.OrderId).ToArray();
    });

    /// <summary>By how often, then by what was paid for them.</summary>
    static List<string> Products(IEnumerable<LineItem> lines) =>
    [
        .. lines.Where(l => !l.IsGiftCard && l.Title.Length > 0).GroupBy(l => l.Title)
            .OrderByDescending(g => g.Sum(l => (long)l.Quantity)).ThenByDescending(g => g.Sum(l => l.Net)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostProducts).Select(g => g.Key),
    ];

    static int DaysAway(Alert alert, TimeZoneInfo zone) => alert.ReturnedAt is { } at
        ? AsOf.Now(at, zone).Day.DayNumber - AsOf.Now(DateTimeOffset.FromUnixTimeSeconds(alert.LastOrder), zone).Day.DayNumber
        : 0;

    /// <summary>Only Shopify's own customers have a page there.</summary>
    static string? AdminUrl(Shop shop, in LedgerCustomer customer) => customer is { Kind: CustomerKind.Account or CustomerKind.Unknown, Id: > 0 }
        ? AdminPage.Of(shop, customer.Id)
        : null;
}
