using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What every report of one shop at one moment is made from. What only some need is computed when they ask for it.</summary>
/// <param name="Terms">What the shop says of itself.</param>
public sealed record ReportSource(Ledger Ledger, Shop Shop, AsOf AsOf, ShopTerms Terms)
{
    /// <summary>Models that are fitted already.</summary>
    public ShopModels Models { get; init; } = new();

    /// <summary>What is foretold under a value policy in a currency, by its index in the ledger; null when nobody has bought.</summary>
    public ShopModel? Model(ValuePolicy policy, byte currency) => Models.Of(Ledger, Shop, AsOf, policy, currency);

    /// <summary>Whether names and addresses are kept; where they are not, a report that is not told its columns shows ids.</summary>
    public bool KeepsNames { get; init; } = true;

    /// <summary>What was spent on marketing.</summary>
    public Func<IReadOnlyList<MarketingSpend>> Spend { get; init; } = () => [];

    /// <summary>Hands over the lines of every order, in any order of orders.</summary>
    public Action<Action<OrderId, IReadOnlyList<LineItem>>> ReadLines { get; init; } = _ => { };

    /// <summary>Hands over every order that was placed for a company, in any order.</summary>
    public Action<Action<OrderId, OrderCompany>> ReadCompanies { get; init; } = _ => { };

    /// <summary>Hands over the first visit of every order of which it is known, in any order.</summary>
    public Action<Action<OrderId, FirstVisit>> ReadFirstVisits { get; init; } = _ => { };

    /// <summary>What variants cost and have cost.</summary>
    public Func<IReadOnlyList<VariantCost>> Costs { get; init; } = () => [];

    /// <summary>What is kept of some orders beside the ledger.</summary>
    public Func<IReadOnlyCollection<OrderId>, IReadOnlyDictionary<OrderId, OrderNote>> Notes { get; init; } = _ => new Dictionary<OrderId, OrderNote>();

    /// <summary>The lines of some orders.</summary>
    public Func<IReadOnlyCollection<OrderId>, IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>>> Lines { get; init; } =
        _ => new Dictionary<OrderId, IReadOnlyList<LineItem>>();

    /// <summary>The last reconciliation with Shopify; null when there never was one.</summary>
    public Func<Reconciliation?> Reconciliation { get; init; } = () => null;

    /// <summary>What every report of the shop says above its own remarks, such as that part of the history is missing.</summary>
    public Func<IReadOnlyList<Remark>> Remarks { get; init; } = () => [];

    /// <summary>A shop of which nothing is known, to try a request on.</summary>
    public static ReportSource Nothing(Shop shop) => new(Ledger.Empty, shop, AsOf.Now(DateTimeOffset.UnixEpoch.AddYears(50), shop.TimeZone), ShopTerms.Unsaid);
}

/// <summary>Finds what the reports of a shop are made from.</summary>
/// <param name="terms">What each shop says of itself, from the settings.</param>
/// <param name="keepsNames">As in <see cref="ReportSource.KeepsNames"/>.</param>
public sealed class ReportSources(Ledgers ledgers, IStore store, ISpendStore spend, Func<Shop, ShopTerms> terms, bool keepsNames = true)
{
    readonly ShopModels _models = new();

    /// <summary>What every report of a shop says above its own remarks.</summary>
    public Func<Shop, IReadOnlyList<Remark>> Remarks { get; init; } = _ => [];

    /// <summary>The last reconciliation of a shop.</summary>
    public Func<int, Reconciliation?> Reconciled { get; init; } = _ => null;

    public ReportSource Of(Shop shop, AsOf asOf) => new(ledgers.Get(shop.Id).At(asOf.Instant), shop, asOf, terms(shop))
    {
        Models = _models,
        KeepsNames = keepsNames,
        Spend = () => spend.Spend(shop.Id),
        ReadLines = seen => store.ReadLines(shop.Id, seen),
        ReadCompanies = seen => store.ReadCompanies(shop.Id, seen),
        Notes = orders => store.Orders(shop.Id, orders),
        ReadFirstVisits = seen => store.ReadFirstVisits(shop.Id, seen),
        Costs = () => store.Costs(shop.Id),
        Lines = orders => store.Lines(shop.Id, orders),
        Remarks = () => Remarks(shop),
        Reconciliation = () => Reconciled(shop.Id),
    };
}
