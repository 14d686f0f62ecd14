namespace ShopClvReports.Analytics;

/// <summary>A shop's customers by the channel of their first order, with what the channel cost.</summary>
static class ChannelBreakdown
{
    /// <param name="margin">Fraction of revenue, 0.4 for 40 %.</param>
    /// <param name="totals">Of the period and the currency.</param>
    /// <param name="visits">By their sources instead of the channels; null for the channels.</param>
    /// <returns>One for each channel that won a customer or has spend in the period, by name.</returns>
    public static IReadOnlyList<ChannelFigures> Compute(
        Ledger ledger, Shop shop, AsOf asOf, ReportQuery query, Currency currency, CustomerTotals totals, Acquisitions acquisitions, IEnumerable<MarketingSpend> spend,
        double margin, FirstVisits? visits = null)
    {
        var window = ReportWindow.Of(query.Period, asOf, shop.TimeZone);
        var spent = Spent(spend, currency, window);
        var growth = new Dictionary<string, ChannelGrowth>();
        ChannelGrowth Of(string channel)
        {
            if (!growth.TryGetValue(channel, out var of)) growth[channel] = of = new ChannelGrowth();
            return of;
        }

        var age = new AgeClock(ledger, shop.TimeZone, asOf);
        if (ledger.IndexOf(currency) is { } index)
        {
            ChannelGrowth[] byChannel = [.. ledger.Channels.Select(MarketingChannel.Of).Select(Of)];
            var scan = new LifetimeScan(ledger, query.Value, index, age, ReportWindow.Seconds(asOf.Instant));
            for (var c = 0; c < ledger.CustomerCount; c++)
            {
                if (acquisitions.FirstOrder[c] is not (>= 0 and var first)) continue;
                var of = visits is null ? byChannel[ledger.ChannelIndex[first]] : Of(visits.Source(c));
                if (totals.Orders[c] > 0) of.Add(new Tally(totals.Orders[c], totals.Spent[c]));
                if (ledger.CurrencyIndex[first] == index && ledger.ProcessedAt[first] >= window.Start && ledger.ProcessedAt[first] < window.End)
                    scan.Run(c, acquisitions.Month[c], of);
            }
        }

        foreach (var channel in spent.Keys) Of(channel);
        return
        [
            .. growth.Where(g => g.Value.IsAny || spent.ContainsKey(g.Key)).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => g.Value.Figures(g.Key, spent.TryGetValue(g.Key, out var amount) ? amount : null, margin)),
        ];
    }

    /// <summary>By channel, minor units.</summary>
    static Dictionary<string, double> Spent(IEnumerable<MarketingSpend> spend, Currency currency, ReportWindow window)
    {
        var spent = new Dictionary<string, double>();
        foreach (var one in spend)
        {
            if (one.Amount.Currency == currency && one.Within(window.From, window.To) is { } amount) spent[one.Channel] = spent.GetValueOrDefault(one.Channel) + amount;
        }

        return spent;
    }
}
