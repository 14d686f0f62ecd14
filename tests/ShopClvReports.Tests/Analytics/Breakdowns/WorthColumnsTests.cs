using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class WorthColumnsTests
{
    /// <summary>Worked examples of the field: a coffee bar, with and without its margin, and shops of three kinds.</summary>
    [Theory]
    [InlineData(100, 4, 8, 1, 3200)]
    [InlineData(20, 5, 3, 1, 300)]
    [InlineData(50, 3, 4, 1, 600)]
    [InlineData(5, 5 * 52, 5, 1, 6500)]
    [InlineData(5, 5 * 52, 5, 0.8, 5200)]
    public void The_simple_value_is_what_the_textbooks_say(decimal order, decimal perYear, decimal years, decimal margin, decimal expected) =>
        Assert.Equal(expected, CustomerValue.Simple(order, perYear, years, margin));

    [Theory]
    [InlineData(Booking.Now, 366.67)]
    [InlineData(Booking.AfterRenewal, 266.67)]
    [InlineData(Booking.AtYearEnd, 333.33)]
    public void The_present_value_depends_on_when_the_first_payment_counts(Booking booking, double expected) =>
        Assert.Equal(expected, CustomerValue.PresentValue(100, 0.8, 0.1, booking), 0.005);

    [Theory]
    [InlineData(1.1, 0.1)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.8, 0)]
    public void A_rate_out_of_range_is_refused(double retention, double discount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CustomerValue.PresentValue(100, retention, discount, Booking.Now));

    /// <summary>Anna: four orders of 30.00, the first 1461 days (four years) before the end of June 2026, the last 2 years after it. Bram: one of 8.00 this June.</summary>
    static readonly Ledger Small = Some.LedgerOf(
    [
        Some.Row(1, 11, "2022-06-30T12:00:00Z", 30_00), Some.Row(2, 11, "2023-02-01T12:00:00Z", 30_00), Some.Row(3, 11, "2024-01-01T12:00:00Z", 30_00),
        Some.Row(4, 11, "2024-06-29T12:00:00Z", 30_00), Some.Row(5, 12, "2026-06-15T12:00:00Z", 8_00),
    ]);

    static ReportSection Section(Ledger ledger, string columns, int margin = 100, string period = "all") => ClvReport.Build(
        ledger, Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.Parse(period), Columns: columns.Split(',')), ShopTerms.Unsaid with { MarginPercent = margin }).Sections.Single();

    [Fact]
    public void Frequency_lifespan_and_value_are_taken_as_documented()
    {
        var section = Section(Small, "lifespan,orders_per_year,historical_clv,simple_clv,acquisition_month,usual_gap", margin: 40);

        Assert.Equal([730 / 365.25, 0.0], section.Shown("lifespan"));
        // Four in four years; one in less than a year counts as one a year.
        Assert.Equal([1.0, 1.0], section.Shown("orders_per_year"));
        Assert.Equal([48_00L, 3_20L], section.Shown("historical_clv"));
        // The one customer who came back stayed 730 days: 30.00 × 1 × 1.9986 × 0.4, and 8.00 × 1 × 1.9986 × 0.4.
        Assert.Equal([23_98L, 6_40L], section.Shown("simple_clv"));
        Assert.Equal(["2022-06", "2026-06"], section.Shown("acquisition_month"));
        // Gaps of 216, 334 and 180 days.
        Assert.Equal([216, null], section.Shown("usual_gap"));
    }

    [Fact]
    public void They_look_at_the_whole_history_whatever_the_period()
    {
        var section = Section(Small, "customer_id,orders_per_year,simple_clv,historical_clv", period: "2024-01-01..2024-12-31");

        Assert.Equal(["11"], section.ShownIds());
        Assert.Equal([1.0], section.Shown("orders_per_year"));
        Assert.Equal([59_96L], section.Shown("simple_clv"));
        // That of the period, as what was spent is.
        Assert.Equal([60_00L], section.Shown("historical_clv"));
    }

    /// <summary>Of Anna and Bram, who ordered in the year up to June 2025, Anna alone did in the year after; Cees is new.</summary>
    static readonly Ledger Staying = Some.LedgerOf(
    [
        Some.Row(1, 11, "2025-01-10T12:00:00Z", 50_00), Some.Row(2, 11, "2026-01-10T12:00:00Z", 50_00), Some.Row(3, 12, "2025-01-10T12:00:00Z", 100_00),
        Some.Row(4, 13, "2026-06-30T12:00:00Z", 100_00),
    ]);

    [Theory]
    [InlineData("npv", 36667)]
    [InlineData("npv_after_renewal", 26667)]
    [InlineData("npv_at_year_end", 33333)]
    public void The_present_value_of_a_customer_who_leaves_100_a_year_is_what_the_textbook_says(string column, long cees)
    {
        var terms = ShopTerms.Unsaid with { MarginPercent = 50, RetentionPercent = 80 };
        var section = ClvReport.Build(
            Some.LedgerOf([Some.Row(1, 13, "2026-06-30T12:00:00Z", 200_00)]), Some.DutchShop, Some.EndOfJune, new ReportQuery(Period.All, Columns: [column]), terms).Sections.Single();
        Assert.Equal([cees], section.Shown(column));
    }

    [Fact]
    public void How_many_stay_is_seen_from_the_orders_where_the_shop_does_not_say()
    {
        // Half stay: 100.00 × 1.1 / (1.1 − 0.5). What Anna and Bram order in a year is 100.00 over 536 days, so 68.14.
        Assert.Equal([183_33L], Section(Staying, "npv", period: "2026-06-01..2026-06-30").Shown("npv"));
        Assert.Equal([124_93L, 124_93L, 183_33L], Section(Staying, "npv").Shown("npv"));
        // Nobody ordered in the year before: nobody knows.
        Assert.Equal([null], Section(Some.LedgerOf([Some.Row(1, 1, "2026-06-15T12:00:00Z", 8_00)]), "npv").Shown("npv"));
    }

    [Fact]
    public void Nobody_came_back_yet_so_a_year_is_taken() =>
        Assert.Equal([8_00L], Section(Some.LedgerOf([Some.Row(1, 1, "2026-06-15T12:00:00Z", 8_00)]), "simple_clv").Shown("simple_clv"));

    [Fact]
    public void Quiet_is_by_the_customers_own_rhythm_and_blank_where_there_is_none()
    {
        Assert.Equal([null, null], Section(Small, "quiet").Shown("quiet"));
        // Thirty who bought weekly up to June: the first stopped in April.
        var weekly = Some.LedgerOf(
            from customer in Enumerable.Range(1, 30)
            from week in Enumerable.Range(0, 10)
            select Some.Row(customer * 100 + week, customer, (customer == 1 ? new DateTime(2026, 2, 1) : new DateTime(2026, 4, 26)).AddDays(7 * week).ToString("yyyy-MM-dd'T'12:00:00'Z'"), 1_00));
        Assert.Equal(["yes", .. Enumerable.Repeat("no", 29)], Section(weekly, "quiet").Shown("quiet"));
    }

    [Fact]
    public void Tiers_of_the_customers_add_up_to_the_tiers_of_the_report()
    {
        var section = Section(Small, "tier");

        Assert.Equal(["high", "low"], section.Shown("tier"));
    }

    [Fact]
    public void Columns_that_nobody_asked_for_are_not_shown() => Assert.Equal(ClvReport.ColumnKeys, Some.Section(Small).Columns.Select(c => c.Key));
}
