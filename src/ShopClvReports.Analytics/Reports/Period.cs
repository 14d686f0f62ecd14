namespace ShopClvReports.Analytics;

/// <summary>A span of calendar days that a report speaks of, by name or by dates; both ends belong to it.</summary>
public sealed record Period
{
    Period(string name, DateOnly? from = null, DateOnly? to = null) => (Name, _from, _to) = (name, from, to);

    readonly DateOnly? _from;
    readonly DateOnly? _to;

    /// <summary>As a user types it: <c>last-30-days</c>, or <c>2026-01-01..2026-03-31</c>.</summary>
    public string Name { get; }

    /// <summary>The whole history.</summary>
    public static Period All { get; } = new("all");

    /// <summary>Every name that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["all", "last-30-days", "last-90-days", "this-month", "last-month", "last-12-months", "this-year", "last-year"];

    /// <exception cref="FormatException">The text is neither a known name nor <c>FROM..TO</c>; the message lists what is.</exception>
    public static Period Parse(string text)
    {
        if (Names.Contains(text)) return new Period(text);
        if (text.Split("..") is [var first, var last]
            && ZonedDay.TryParse(first, out var from) && ZonedDay.TryParse(last, out var to))
            return from <= to
                ? new Period(text, from, to)
                : throw new FormatException($"the period '{text}' ends before it begins; write the earlier date first");
        throw new FormatException(
            $"'{text}' is not a period; expected {string.Join(", ", Names)}, or FROM..TO such as 2026-01-01..2026-03-31 ({ZonedDay.Range})");
    }

    /// <summary>The first and last day, given the day on which the report is made. Null: no bound on that side.</summary>
    /// <remarks>Nothing after <paramref name="asOf"/> is ever counted, whatever the period says.</remarks>
    public (DateOnly? From, DateOnly To) Days(DateOnly asOf)
    {
        var monthStart = new DateOnly(asOf.Year, asOf.Month, 1);
        (DateOnly? from, DateOnly to) = Name switch
        {
            "all" => (null, asOf),
            "last-30-days" => (asOf.AddDays(-29), asOf),
            "last-90-days" => (asOf.AddDays(-89), asOf),
            "this-month" => (monthStart, asOf),
            "last-month" => (monthStart.AddMonths(-1), monthStart.AddDays(-1)),
            "last-12-months" => (asOf.AddMonths(-12).AddDays(1), asOf),
            "this-year" => (new DateOnly(asOf.Year, 1, 1), asOf),
            "last-year" => (new DateOnly(asOf.Year - 1, 1, 1), new DateOnly(asOf.Year - 1, 12, 31)),
            _ => (_from, _to!.Value),
        };
        return (from, to < asOf ? to : asOf);
    }

    /// <summary>
    /// The period that this one is held against, given the day on which the report is made: as much of the month or year before, or
    /// as many days right before.
    /// </summary>
    /// <returns>Null when nothing lies before it.</returns>
    public Period? Before(DateOnly asOf)
    {
        if (Days(asOf) is not ({ } from, var to) || from > to || from.Year <= 1971) return null;
        var eve = from.AddDays(-1);
        var (first, last) = Name switch
        {
            "this-month" or "last-month" => (from.AddMonths(-1), to.Month != to.AddDays(1).Month ? eve : Earlier(to.AddMonths(-1), eve)),
            "this-year" or "last-year" => (from.AddYears(-1), to.AddYears(-1)),
            "last-12-months" => (from.AddYears(-1), eve),
            _ => (from.AddDays(from.DayNumber - to.DayNumber - 1), eve),
        };
        return new Period($"{first:yyyy-MM-dd}..{last:yyyy-MM-dd}", first, last);
    }

    static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    public override string ToString() => Name;
}
