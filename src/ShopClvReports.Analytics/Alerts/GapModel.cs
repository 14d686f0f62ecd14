namespace ShopClvReports.Analytics;

/// <summary>
/// How long a shop's customers go between two days with an order. Each customer's mean and variance of log gaps are shrunk towards the
/// shop's: empirical Bayes (Efron and Morris, Data analysis using Stein's estimator, JASA 70, 1975) with the variance components of a
/// one-way random-effects model by moments (Searle, Casella and McCulloch, Variance Components, 1992, section 3.6). The bound is
/// exp(mean + sd × Q), Q being a quantile of the shop's own standardised errors when each gap is predicted from that customer's earlier
/// ones: right at the shop's own rate whatever the shape of its gaps.
/// </summary>
/// <remarks>Looks at gaps that ended. Who bought once has none, and is held to the shop's gaps from a first day to a second.</remarks>
sealed class GapModel
{
    /// <summary>Fewer errors, or fewer gaps after a first order, say nothing.</summary>
    public const int Enough = 20;

    /// <summary>How many gaps of one's own the shop's variance weighs as much as.</summary>
    const double PriorGaps = 4;

    /// <summary>Days are whole: of gaps around ten days the logarithms vary by so much through rounding alone.</summary>
    const double LeastVariance = 1.0 / 12 / 100;

    /// <summary>Longer than a ledger's years.</summary>
    const int LongestDays = 60_000;

    /// <summary>Room for what a logarithm and back takes off a whole number.</summary>
    const double Rounding = 1e-6;

    readonly GapSum[] _own;
    readonly float[] _errors;
    readonly ushort[] _firstGaps;
    readonly double _mean;
    readonly double _within;
    readonly double _between;

    /// <param name="gaps">Whole days, at least 1, customer after customer, each in order of time.</param>
    /// <param name="first">For each customer where its gaps begin, and one entry more.</param>
    public GapModel(ReadOnlySpan<ushort> gaps, ReadOnlySpan<int> first)
    {
        var logs = Logs(gaps);
        _own = new GapSum[first.Length - 1];
        for (var c = 0; c < _own.Length; c++)
            foreach (var gap in gaps[first[c]..first[c + 1]]) _own[c] = _own[c].With(logs[gap]);
        (_mean, _within, _between) = Components(_own);
        _errors = Errors(gaps, first, logs);
        _firstGaps = FirstGaps(gaps, first);
    }

    /// <summary>From how many days on each customer's silence is unusual: the first whole number beyond the bound; null when it cannot be told.</summary>
    /// <param name="quantile">0 to 1.</param>
    public int?[] QuietAfter(double quantile)
    {
        var error = _errors.Length < Enough ? default(double?) : Quantile(_errors, quantile);
        int? boughtOnce = _firstGaps.Length < Enough ? null : Quantile(_firstGaps, quantile) + 1;
        return Array.ConvertAll(_own, own => own.Count == 0 ? boughtOnce : error is { } known ? Beyond(own, known) : null);
    }

    int Beyond(in GapSum own, double error)
    {
        var (mean, deviation) = Predict(own);
        return (int)Math.Min(Math.Exp(mean + deviation * error) + Rounding, LongestDays) + 1;
    }

    /// <summary>The next log gap of a customer with at least one.</summary>
    (double Mean, double Deviation) Predict(in GapSum own)
    {
        var variance = (PriorGaps * _within + own.Squares) / (PriorGaps + own.Count - 1);
        var whole = own.Count * _between + variance;
        return ((own.Count * _between * own.Mean + variance * _mean) / whole, Math.Sqrt(variance + _between * variance / whole));
    }

    /// <summary>The mean over customers, the variance of one customer's gaps and that between customers.</summary>
    static (double Mean, double Within, double Between) Components(ReadOnlySpan<GapSum> customers)
    {
        var (gaps, count, sum, squaredCounts, squares) = (0L, 0L, 0.0, 0.0, 0.0);
        foreach (ref readonly var own in customers)
        {
            if (own.Count == 0) continue;
            count++;
            gaps += own.Count;
            sum += own.Count * own.Mean;
            squaredCounts += (double)own.Count * own.Count;
            squares += own.Squares;
        }

        var within = Math.Max(gaps > count ? squares / (gaps - count) : 0, LeastVariance);
        if (count < 2) return (count == 0 ? 0 : sum / gaps, within, 0);

        var (grand, apart) = (sum / gaps, 0.0);
        foreach (ref readonly var own in customers) apart += own.Count * (own.Mean - grand) * (own.Mean - grand);
        var between = Math.Max(0, (apart / (count - 1) - within) * (count - 1) / (gaps - squaredCounts / gaps));

        var (weights, weighted) = (0.0, 0.0);
        foreach (ref readonly var own in customers)
        {
            var weight = own.Count / (own.Count * between + within);
            weights += weight;
            weighted += weight * own.Mean;
        }

        return (weighted / weights, within, between);
    }

    /// <summary>Of every gap that has one before it, ascending.</summary>
    float[] Errors(ReadOnlySpan<ushort> gaps, ReadOnlySpan<int> first, double[] logs)
    {
        var errors = new float[gaps.Length];
        var written = 0;
        for (var c = 0; c + 1 < first.Length; c++)
        {
            var own = default(GapSum);
            foreach (var gap in gaps[first[c]..first[c + 1]])
            {
                if (own.Count > 0)
                {
                    var (mean, deviation) = Predict(own);
                    errors[written++] = (float)((logs[gap] - mean) / deviation);
                }

                own = own.With(logs[gap]);
            }
        }

        errors = errors[..written];
        Array.Sort(errors);
        return errors;
    }

    static ushort[] FirstGaps(ReadOnlySpan<ushort> gaps, ReadOnlySpan<int> first)
    {
        var found = new List<ushort>();
        for (var c = 0; c + 1 < first.Length; c++)
            if (first[c] < first[c + 1]) found.Add(gaps[first[c]]);
        found.Sort();
        return [.. found];
    }

    static double[] Logs(ReadOnlySpan<ushort> gaps)
    {
        var longest = 0;
        foreach (var gap in gaps) longest = Math.Max(longest, gap);
        var logs = new double[longest + 1];
        for (var days = 1; days < logs.Length; days++) logs[days] = Math.Log(days);
        return logs;
    }

    /// <summary>The least value that at least that share of the values does not exceed.</summary>
    static T Quantile<T>(T[] ascending, double quantile) => ascending[Math.Clamp((int)Math.Ceiling(quantile * ascending.Length) - 1, 0, ascending.Length - 1)];
}

/// <summary>A customer's log gaps, summed up (Welford 1962).</summary>
/// <param name="Squares">Sum of squared distances from the mean.</param>
readonly record struct GapSum(int Count, double Mean, double Squares)
{
    public GapSum With(double log)
    {
        var (count, off) = (Count + 1, log - Mean);
        var mean = Mean + off / count;
        return new GapSum(count, mean, Squares + off * (log - mean));
    }
}
