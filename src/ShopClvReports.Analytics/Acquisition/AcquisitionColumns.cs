namespace ShopClvReports.Analytics;

/// <summary>Columns of the CLV report that tell how a customer was won and what that cost, each computed when it is asked for.</summary>
/// <param name="spentEver">What a customer has spent in the whole history, minor units.</param>
/// <param name="facts">What is not in the ledger.</param>
sealed class AcquisitionColumns(CustomerSection section, Func<int, long> spentEver, WorthSource source, AcquisitionFacts facts)
{
    readonly Lazy<Acquisitions> _acquisitions = new(() => new Acquisitions(source.Ledger, source.Shop.TimeZone, source.Query.Value, source.AsOf.Instant));
    AcquisitionCost? _cost;

    public static IReadOnlyList<string> Keys { get; } = ["acquisition_channel", "first_product", "cac", "clv_cac", "verdict"];

    AcquisitionCost Cost => _cost ??= new AcquisitionCost(source.Ledger, _acquisitions.Value, facts.Spend(), source.Currency, source.AsOf.Day);

    /// <returns>Null for another key.</returns>
    public ReportColumn? Column(string key) => key switch
    {
        "acquisition_channel" => new ChannelColumn(key, section.Each(c => _acquisitions.Value.Channel(c) is "" ? MarketingChannel.Unknown : _acquisitions.Value.Channel(c))),
        "first_product" => FirstProduct(key),
        "cac" => new MoneyColumn(key, section.Each(c => Minor.Of(Cost.OfCustomer(c))), source.Currency),
        "clv_cac" => new NumberColumn(key, section.Each(Ratio)),
        "verdict" => new WordColumn(key, section.Each(c => AcquisitionVerdicts.Of(Ratio(c))?.ToString().ToLowerInvariant())),
        _ => null,
    };

    /// <summary>Margin on all that was ever spent against what winning the customer cost.</summary>
    double Ratio(int customer) => Cost.OfCustomer(customer) is > 0 and var cost ? source.Terms.Share * spentEver(customer) / cost : double.NaN;

    TextColumn FirstProduct(string key)
    {
        var first = new FirstProducts(source.Ledger, _acquisitions.Value);
        facts.ReadLines(first.Add);
        return new TextColumn(key, section.Each(first.Title));
    }
}

/// <summary>What tells how customers were won and is not in the ledger, read when it is asked for.</summary>
/// <param name="Spend">On marketing.</param>
/// <param name="ReadLines">Hands over the lines of every order, in any order of orders.</param>
public sealed record AcquisitionFacts(Func<IReadOnlyList<MarketingSpend>> Spend, Action<Action<OrderId, IReadOnlyList<LineItem>>> ReadLines)
{
    public static AcquisitionFacts None { get; } = new(() => [], _ => { });
}
