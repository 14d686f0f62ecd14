namespace ShopClvReports.Analytics;

/// <summary>What recency, age, horizon and every rate of a model are counted in. Nothing is ever a bare number of "periods".</summary>
public enum TimeUnit
{
    Days,

    /// <summary>Seven days; days are sevenths of it, never rounded.</summary>
    Weeks,
}

public static class TimeUnits
{
    /// <summary>As users write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["days", "weeks"];

    /// <summary>Days in a unit.</summary>
    public static double InDays(this TimeUnit unit) => unit switch
    {
        TimeUnit.Days => 1,
        TimeUnit.Weeks => 7,
    };

    /// <summary>A month, a twelfth of 365.25 days, in the unit.</summary>
    public static double Month(this TimeUnit unit) => 365.25 / 12 / unit.InDays();

    public static string Name(this TimeUnit unit) => Names[(int)unit];

    /// <exception cref="FormatException">Another name.</exception>
    public static TimeUnit Parse(string name) =>
        Names.ToList().IndexOf(name) is >= 0 and var unit
            ? (TimeUnit)unit
            : throw new FormatException($"'{name}' is no unit of time; expected {string.Join(" or ", Names)}");
}
