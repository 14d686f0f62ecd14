namespace ShopClvReports.Analytics;

/// <summary>How long a cohort is, and each step of its age.</summary>
public enum CohortSpan
{
    Month,
    Quarter,
}

/// <summary>Neighbouring months or quarters of a time zone, from one that holds a first day to one that holds a last.</summary>
sealed class CalendarSpans
{
    readonly CohortSpan _span;
    readonly DateOnly _first;

    /// <summary>Seconds since 1970; one more than there are spans.</summary>
    readonly long[] _starts;

    public CalendarSpans(CohortSpan span, DateOnly first, DateOnly last, TimeZoneInfo zone)
    {
        _span = span;
        _first = new DateOnly(first.Year, span == CohortSpan.Month ? first.Month : (first.Month - 1) / 3 * 3 + 1, 1);
        Count = Math.Max(0, (12 * (last.Year - _first.Year) + last.Month - _first.Month) / Months) + 1;
        _starts = [.. Enumerable.Range(0, Count + 1).Select(i => ZonedDay.Start(FirstDay(i), zone).ToUnixTimeSeconds())];
    }

    public int Count { get; }

    int Months => _span switch { CohortSpan.Month => 1, CohortSpan.Quarter => 3 };

    public DateOnly FirstDay(int span) => _first.AddMonths(span * Months);

    /// <summary>The first second that no longer belongs to it.</summary>
    public long End(int span) => _starts[span + 1];

    /// <summary>Such as <c>2026-03</c> or <c>2026-Q1</c>.</summary>
    public string Name(int span) => FirstDay(span) is var day && _span == CohortSpan.Month
        ? day.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}");

    /// <summary>The span of a moment within them.</summary>
    /// <param name="near">One at or before it: neighbours are found at once.</param>
    public int Of(uint seconds, int near)
    {
        while (near + 1 < Count && _starts[near + 1] <= seconds) near++;
        return near;
    }

    /// <summary>Likewise, wherever it may be.</summary>
    public int Of(uint seconds)
    {
        var found = Array.BinarySearch(_starts, 0, Count, seconds);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }
}
