namespace ShopClvReports.Analytics;

/// <summary>When the customers of a shop bought, up to a moment. Arrays are parallel to the ledger's customers.</summary>
/// <remarks>
/// One pass over the ledger. An order counts unless it was cancelled and nothing was kept of it, in whatever currency. A gap lies between
/// two different days of the shop's calendar with such an order.
/// </remarks>
sealed class PurchaseRhythm
{
    const uint SecondsPerYear = 365 * 86_400;

    readonly GapModel _model;
    readonly Dictionary<double, int?[]> _quietAfter = [];
    readonly ushort[] _gaps;
    readonly int[] _firstGap;

    public PurchaseRhythm(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy)
    {
        var customers = ledger.CustomerCount;
        (Last, DaysSince, AtStake, _firstGap) = (new uint[customers], new int[customers], new long[customers], new int[customers + 1]);
        _gaps = new ushort[ledger.OrderCount];
        var scan = new Scan(ledger, policy, DayClock.Of(ledger, shop.TimeZone), ReportWindow.Seconds(asOf.Instant), ledger.IndexOf(shop.Currency));
        for (var c = 0; c < customers; c++)
        {
            var (start, end) = ledger.OrdersOf(c);
            _firstGap[c + 1] = _firstGap[c] + scan.Gaps(start, end, _gaps.AsSpan(_firstGap[c]), out Last[c], out var lastDay);
            if (Last[c] == 0) continue;
            DaysSince[c] = asOf.Day.DayNumber - lastDay;
            AtStake[c] = scan.Spent(start, end, Last[c] - Math.Min(SecondsPerYear, Last[c]));
        }

        _model = new GapModel(_gaps, _firstGap);
    }

    /// <summary>Last order that counts, seconds since 1970; 0 for none.</summary>
    public uint[] Last { get; }

    /// <summary>Days of the shop's calendar since then.</summary>
    public int[] DaysSince { get; }

    /// <summary>Spent in the 365 days up to then, minor units of the shop's currency.</summary>
    public long[] AtStake { get; }

    /// <inheritdoc cref="GapModel.QuietAfter"/>
    public int?[] QuietAfter(double quantile) =>
        _quietAfter.TryGetValue(quantile, out var days) ? days : _quietAfter[quantile] = _model.QuietAfter(quantile);

    /// <summary>The middle one of a customer's gaps, of two the mean rounded down; null for one who bought on one day only.</summary>
    public int? UsualGapDays(int customer)
    {
        var own = _gaps[_firstGap[customer].._firstGap[customer + 1]];
        if (own.Length == 0) return null;
        Array.Sort(own);
        return (own[(own.Length - 1) / 2] + own[own.Length / 2]) / 2;
    }

    readonly ref struct Scan(Ledger ledger, ValuePolicy policy, DayClock clock, uint asOf, byte? currency)
    {
        readonly ReadOnlySpan<uint> _at = ledger.ProcessedAt;
        readonly ReadOnlySpan<byte> _currency = ledger.CurrencyIndex;
        readonly CountedOrders _counted = new(ledger, policy, null);
        readonly ValueColumn _values = ledger.Values(policy);

        /// <returns>How many gaps were written.</returns>
        public int Gaps(int start, int end, Span<ushort> gaps, out uint last, out int lastDay)
        {
            (last, lastDay) = (0, 0);
            var written = 0;
            for (var i = start; i < end && _at[i] < asOf; i++)
            {
                if (!_counted.Has(i, out _)) continue;
                var day = clock.Day(_at[i]).DayNumber;
                if (last != 0 && day > lastDay) gaps[written++] = (ushort)(day - lastDay);
                (last, lastDay) = (_at[i], day);
            }

            return written;
        }

        /// <summary>In the shop's currency, after a moment.</summary>
        public long Spent(int start, int end, uint after)
        {
            var spent = 0L;
            for (var i = end - 1; i >= start && _at[i] > after; i--)
                if (_currency[i] == currency && _at[i] < asOf) spent += _values[i];
            return spent;
        }
    }
}
