namespace ShopClvReports.Analytics;

/// <summary>Adds up one channel's customers, and what its new ones spent at each age in calendar months.</summary>
sealed class ChannelGrowth
{
    readonly List<long> _spent = [];
    readonly List<int> _reached = [];
    int _customers, _new;
    long _lifetime;
    Tally _tally;

    public bool IsAny => _customers > 0 || _new > 0;

    /// <summary>A customer with orders in the period.</summary>
    public void Add(Tally tally)
    {
        _customers++;
        _tally += tally;
    }

    /// <summary>A customer won in the period.</summary>
    /// <param name="finished">How many whole calendar months there are to look at, the one of the first order included.</param>
    public void AddNew(int finished)
    {
        _new++;
        while (_reached.Count < finished)
        {
            _reached.Add(0);
            _spent.Add(0);
        }

        // Counts at every age it has reached once all are in: see Figures.
        if (finished > 0) _reached[finished - 1]++;
    }

    /// <summary>An order of the customer added last.</summary>
    /// <param name="age">Months since the first order's.</param>
    public void Order(long value, int age, int finished)
    {
        _lifetime += value;
        if (age < finished) _spent[age] += value;
    }

    public ChannelFigures Figures(string channel, double? spend, double margin) => new(
        channel, _new, _customers, _tally, _lifetime, spend, spend is { } cost && _new > 0 ? Payback(cost / _new, margin) : null);

    /// <summary>Each age is averaged over the customers that have finished it: the young are not held against the channel.</summary>
    int? Payback(double cac, double margin)
    {
        var customers = _reached.Sum();
        var earned = 0.0;
        for (var age = 0; age < _spent.Count; age++)
        {
            earned += _spent[age] * margin / customers;
            if (earned >= cac) return age;
            customers -= _reached[age];
        }

        return null;
    }
}
