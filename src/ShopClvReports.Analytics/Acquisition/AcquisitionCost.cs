namespace ShopClvReports.Analytics;

/// <summary>
/// What winning a customer cost (CAC): the spend of a month divided by the customers won in it, where both are known. One currency.
/// </summary>
public sealed class AcquisitionCost
{
    readonly Acquisitions _acquisitions;
    readonly Dictionary<(int Month, string Channel), double> _ofChannel = [];
    readonly Dictionary<int, double> _ofMonth = [];

    /// <param name="spend">Other currencies' is left out.</param>
    public AcquisitionCost(Ledger ledger, Acquisitions acquisitions, IEnumerable<MarketingSpend> spend, Currency currency)
    {
        _acquisitions = acquisitions;
        var channels = new Dictionary<(int, string), int>();
        var months = new Dictionary<int, int>();
        if (ledger.IndexOf(currency) is not { } index) return;
        string[] names = [.. ledger.Channels.Select(MarketingChannel.Of)];
        for (var c = 0; c < ledger.CustomerCount; c++)
        {
            if (!acquisitions.WonIn(c, index)) continue;
            var month = acquisitions.Month[c];
            var key = (month, names[ledger.ChannelIndex[acquisitions.FirstOrder[c]]]);
            channels[key] = channels.GetValueOrDefault(key) + 1;
            months[month] = months.GetValueOrDefault(month) + 1;
        }

        foreach (var one in spend)
        {
            if (one.Amount.Currency != currency) continue;
            var month = Acquisitions.MonthOf(one.Month);
            if (channels.TryGetValue((month, one.Channel), out var won)) _ofChannel[(month, one.Channel)] = (double)one.Amount.Minor / won;
            if (months.TryGetValue(month, out var all)) _ofMonth[month] = _ofMonth.GetValueOrDefault(month) + (double)one.Amount.Minor / all;
        }
    }

    /// <summary>Through the customer's channel in the month of the first order, minor units; null where no spend is known.</summary>
    public double? OfCustomer(int customer) =>
        _acquisitions.Channel(customer) is { } channel && _ofChannel.TryGetValue((_acquisitions.Month[customer], MarketingChannel.Of(channel)), out var cost) ? cost : null;

    /// <summary>Of all channels together, minor units; null where no spend is known.</summary>
    public double? OfMonth(DateOnly month) => _ofMonth.TryGetValue(Acquisitions.MonthOf(month), out var cost) ? cost : null;
}

/// <summary>The name by which a channel's customers and its spend find each other.</summary>
public static class MarketingChannel
{
    /// <summary>Trimmed and in lower case, so that <c>Web</c> and <c>web</c> are one.</summary>
    public static string Of(string name) => name.Trim().ToLowerInvariant();
}
