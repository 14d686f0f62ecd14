using System.Runtime.CompilerServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// Customers of one currency by the span of their first order in any, and what each cohort did at each age in the one; one pass over the ledger.
/// </summary>
sealed class Cohorts
{
    readonly CalendarSpans _spans;
    readonly long _asOf;
    readonly int[] _active, _orders;
    readonly long[] _spent;

    /// <param name="currency">Index into the ledger's currencies.</param>
    /// <param name="asOf">Seconds since 1970: orders from here on do not exist yet.</param>
    public Cohorts(Ledger ledger, ValuePolicy policy, byte? currency, CalendarSpans spans, uint asOf)
    {
        (_spans, _asOf) = (spans, asOf);
        Customers = new int[spans.Count];
        var cells = spans.Count * (spans.Count + 1) / 2;
        (_active, _orders, _spent) = (new int[cells], new int[cells], new long[cells]);
        Fill(ledger, new CountedOrders(ledger, policy, currency), new CountedOrders(ledger, policy, null), asOf);
    }

    /// <summary>Of each cohort, by its span.</summary>
    public int[] Customers { get; }

    /// <summary>The orders of nobody.</summary>
    public Tally WithoutCustomer { get; private set; }

    /// <summary>How many ages a cohort has got to, the unfinished one included.</summary>
    public int Ages(int cohort) => _spans.Count - cohort;

    /// <summary>Customers of the cohort with an order at an age.</summary>
    public int Active(int cohort, int age) => _active[Cell(cohort, age)];

    /// <summary>Their orders.</summary>
    public Tally Tally(int cohort, int age) => new(_orders[Cell(cohort, age)], _spent[Cell(cohort, age)]);

    /// <summary>Whether the span of that age is over; until then its figures are too small to compare.</summary>
    public bool IsFinished(int cohort, int age) => _spans.End(cohort + age) <= _asOf;

    /// <summary>Cohorts lie behind each other, each with the ages it can reach.</summary>
    int Cell(int cohort, int age) => cohort * _spans.Count - cohort * (cohort - 1) / 2 + age;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(Ledger ledger, CountedOrders counted, CountedOrders ever, uint asOf)
    {
        var at = ledger.ProcessedAt;
        for (var customer = 0; customer < ledger.CustomerCount; customer++)
        {
            var (start, end) = ledger.OrdersOf(customer);
            int cohort = -1, span = 0, last = -1;
            for (var i = start; i < end && at[i] < asOf; i++)
            {
                if (cohort < 0 && ever.Has(i, out _)) cohort = span = _spans.Of(at[i]);
                if (!counted.Has(i, out var value)) continue;
                if (last < 0) Customers[cohort]++;
                span = _spans.Of(at[i], span);
                var cell = Cell(cohort, span - cohort);
                _orders[cell]++;
                _spent[cell] += value;
                if (span == last) continue;
                last = span;
                _active[cell]++;
            }
        }

        var (nobody, nobodyEnd) = ledger.OrdersWithoutCustomer;
        for (var i = nobody; i < nobodyEnd && at[i] < asOf; i++)
            if (counted.Has(i, out var value)) WithoutCustomer += new Tally(1, value);
    }
}
