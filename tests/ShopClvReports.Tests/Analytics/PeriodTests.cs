using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class PeriodTests
{
    static string Days(string period, string asOf)
    {
        var (from, to) = Period.Parse(period).Days(DateOnly.Parse(asOf));
        return $"{from:yyyy-MM-dd}..{to:yyyy-MM-dd}";
    }

    [Theory]
    [InlineData("all", "2026-06-15", "..2026-06-15")]
    [InlineData("last-30-days", "2026-06-15", "2026-05-17..2026-06-15")]
    [InlineData("last-30-days", "2024-03-01", "2024-02-01..2024-03-01")]
    [InlineData("last-90-days", "2026-06-15", "2026-03-18..2026-06-15")]
    [InlineData("this-month", "2026-06-15", "2026-06-01..2026-06-15")]
    [InlineData("this-month", "2026-06-01", "2026-06-01..2026-06-01")]
    [InlineData("last-month", "2026-06-15", "2026-05-01..2026-05-31")]
    [InlineData("last-month", "2024-03-31", "2024-02-01..2024-02-29")]
    [InlineData("last-month", "2026-03-31", "2026-02-01..2026-02-28")]
    [InlineData("last-month", "2026-01-31", "2025-12-01..2025-12-31")]
    [InlineData("last-12-months", "2026-06-15", "2025-06-16..2026-06-15")]
    [InlineData("last-12-months", "2026-06-30", "2025-07-01..2026-06-30")]
    [InlineData("last-12-months", "2024-02-29", "2023-03-01..2024-02-29")]
    [InlineData("last-12-months", "2025-02-28", "2024-02-29..2025-02-28")]
    [InlineData("this-year", "2026-06-15", "2026-01-01..2026-06-15")]
    [InlineData("last-year", "2024-12-31", "2023-01-01..2023-12-31")]
    [InlineData("2026-01-05..2026-02-03", "2026-06-15", "2026-01-05..2026-02-03")]
    [InlineData("2026-01-05..2026-12-31", "2026-06-15", "2026-01-05..2026-06-15")]
    [InlineData("2024-02-29..2024-02-29", "2026-06-15", "2024-02-29..2024-02-29")]
    public void A_period_is_these_days_both_ends_included(string period, string asOf, string days) => Assert.Equal(days, Days(period, asOf));

    [Fact]
    public void Every_name_is_known_and_tested_here()
    {
        var tested = typeof(PeriodTests).GetMethod(nameof(A_period_is_these_days_both_ends_included))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value).ToHashSet();

        Assert.All(Period.Names, name => Assert.Equal(name, Period.Parse(name).Name));
        Assert.All(Period.Names, name => Assert.Contains(name, tested));
    }

    [Theory]
    [InlineData("")]
    [InlineData("All")]
    [InlineData("yesterday")]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01..")]
    [InlineData("2026-01-01..2026-02-30")]
    [InlineData("2025-02-29..2025-03-01")]
    [InlineData("01-01-2026..02-02-2026")]
    [InlineData("2026-01-01..2026-01-02..2026-01-03")]
    [InlineData("0001-01-01..2026-01-01")]
    [InlineData("2026-01-01..9999-12-31")]
    public void Anything_else_is_refused_with_what_is_known(string period)
    {
        var message = Assert.Throws<FormatException>(() => Period.Parse(period)).Message;

        Assert.Contains("last-12-months", message);
        Assert.Contains("FROM..TO", message);
    }

    [Fact]
    public void An_end_before_the_beginning_is_refused() =>
        Assert.Contains("ends before it begins", Assert.Throws<FormatException>(() => Period.Parse("2026-02-01..2026-01-01")).Message);
}
