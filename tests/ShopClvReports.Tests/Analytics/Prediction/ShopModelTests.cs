using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class ShopModelTests
{
    static readonly AsOf Now = AsOf.Parse("2026-06-30", Some.Amsterdam);

    static readonly Shop Shop = Some.DutchShop;

    /// <summary>Forty who buy every thirty days and forty who bought once, for two years.</summary>
    static Ledger Regulars()
    {
        var rows = new List<LedgerOrder>();
        for (var customer = 1; customer <= 80; customer++)
            for (var n = 0; n < (customer <= 40 ? 20 : 1); n++)
                rows.Add(Some.Row(rows.Count + 1, customer, $"{new DateTime(2024, 11, 1, 12, 0, 0).AddDays(customer % 7 + 30 * n):yyyy-MM-ddTHH:mm:ssZ}", 50_00 + 100 * (customer % 9)));
        return Some.LedgerOf(rows, [.. Enumerable.Range(1, 80).Select(c => Some.Account(c))]);
    }

    static Report Forecast(Ledger ledger, ReportQuery? query = null) =>
        ForecastReport.Build(ledger, Shop, Now, query ?? new ReportQuery(Period.All), index => ShopModel.Of(ledger, Shop, Now, ValuePolicy.Paid, index));

    [Fact]
    public void The_forecast_of_regulars_goes_on_at_their_rate_and_its_interval_holds_it()
    {
        var outlook = ShopModel.Of(Regulars(), Shop, Now, ValuePolicy.Paid, 0)!.Outlook(90);
        // Forty customers, three orders each, of some 54 euro.
        Assert.InRange(outlook.Orders.Expected, 100, 125);
        Assert.InRange(outlook.Revenue!.Expected, 100 * 50_00, 125 * 58_00);
        Assert.True(outlook.Orders.Low < outlook.Orders.Expected && outlook.Orders.Expected < outlook.Orders.High);
        Assert.True(outlook.Revenue.Low < outlook.Revenue.Expected && outlook.Revenue.Expected < outlook.Revenue.High);
    }

    [Fact]
    public void Predicted_columns_add_up_to_the_forecast()
    {
        var ledger = Regulars();
        var section = ClvReport.Build(ledger, Shop, Now, new ReportQuery(Period.All, Columns: ["customer_id", "predicted_orders_12m", "predicted_value_12m"])).Sections.Single();
        var forecast = Forecast(ledger).Sections.Single();
        Assert.Equal((double)forecast.Shown("expected_orders")[2]!, section.Shown("predicted_orders_12m").Sum(v => (double)v!), 6);
        // Each is rounded to a cent.
        Assert.InRange((long)forecast.Shown("expected_revenue")[2]! - section.Shown("predicted_value_12m").Sum(v => (long)v!), -40, 40);
    }

    [Fact]
    public void Total_value_is_what_was_spent_ever_and_what_is_expected_times_the_margin()
    {
        var query = new ReportQuery(Period.Parse("this-year"), Columns: ["customer_id", "predicted_value_12m", "total_clv_12m"], Where: "customer_id = '1'");
        var section = ClvReport.Build(Regulars(), Shop, Now, query, new ShopTerms(40, Tiers.Default)).Sections.Single();
        // Twenty orders of 51 euro, in whatever year.
        var expected = (20 * 51_00 + (long)section.Shown("predicted_value_12m").Single()!) * 0.4;
        Assert.Equal((long)Math.Round(expected, MidpointRounding.AwayFromZero), section.Shown("total_clv_12m").Single());
    }

    [Fact]
    public void All_orders_to_come_are_those_of_the_model_at_the_discount_of_the_shop()
    {
        var section = ClvReport.Build(
            Regulars(), Shop, Now, new ReportQuery(Period.All, Columns: ["customer_id", "residual_orders"]), ShopTerms.Unsaid with { DiscountPercent = 20 }).Sections.Single();
        var model = ShopModel.Of(Regulars(), Shop, Now, ValuePolicy.Paid, 0)!;
        var monthly = Math.Pow(1.2, 1 / 12.0) - 1;
        var ledger = Regulars();
        var byHand = Enumerable.Range(0, ledger.CustomerCount).ToDictionary(
            c => ledger.Customer(c).ShownId, c => model.Fit.DiscountedResidualOrders(model.SummaryOf(c)!.Value, monthly));
        Assert.Equal(section.ShownIds().Select(id => byHand[id]), section.Shown("residual_orders").Select(v => (double)v!));
        // More than the year's, less than for ever.
        Assert.All(section.Shown("residual_orders"), v => Assert.InRange((double)v!, 0.0, 200));
    }

    [Fact]
    public void A_customer_who_stopped_is_expected_to_order_less_than_one_who_did_not()
    {
        var section = ClvReport.Build(Regulars(), Shop, Now, new ReportQuery(Period.All, Columns: ["customer_id", "another_order_3m"], Sort: SortKey.ParseList("another_order_3m:desc"))).Sections.Single();
        Assert.All(section.ShownIds().Take(40), id => Assert.True(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) <= 40, id));
    }

    [Fact]
    public void A_shop_without_orders_has_a_forecast_that_says_so_and_no_figure()
    {
        var report = Forecast(Ledger.Empty);
        Assert.Equal([double.NaN, double.NaN, double.NaN], report.Sections.Single().Shown("expected_orders"));
        Assert.Equal([null, null, null], report.Sections.Single().Shown("year_before"));
        Assert.Contains(ReportText.Of(report, Language.Nl).Definition, s => s == "Er is nog niets gekocht, dus er valt niets te voorspellen.");
    }

    [Fact]
    public void A_report_with_predicted_columns_says_what_they_rest_on_and_one_without_does_not()
    {
        var plain = ClvReport.Build(Regulars(), Shop, Now, new ReportQuery(Period.All));
        Assert.Null(plain.Foretold);
        var predicted = ClvReport.Build(Regulars(), Shop, Now, new ReportQuery(Period.All, Columns: ["name", "predicted_orders_3m"]));
        Assert.Contains(ReportText.Of(predicted, Language.En).Definition, s => s.StartsWith("Orders are foretold by MBG/NBD", StringComparison.Ordinal));
        Assert.Contains(ReportText.Of(predicted, Language.En).Definition, s => s.StartsWith("Tried on the last third of the past", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_after_the_moment_change_no_forecast_of_it()
    {
        var ledger = Regulars();
        var early = AsOf.Parse("2025-12-31", Some.Amsterdam);
        var known = ledger.With(new LedgerChanges(2, ["EUR"], ["web"], [Some.Row(99_999, 80, "2026-06-01T12:00:00Z", 9_999_00)], []));
        Assert.Equal(
            new ShopModels().Of(ledger, Shop, early, ValuePolicy.Paid, 0)!.Outlook(90), new ShopModels().Of(known, Shop, early, ValuePolicy.Paid, 0)!.Outlook(90));
    }

    [Fact]
    public void A_model_is_fitted_once_a_day_and_anew_when_an_order_came()
    {
        var (models, ledger) = (new ShopModels(), Regulars());
        var first = models.Of(ledger, Shop, Now, ValuePolicy.Paid, 0);
        Assert.Same(first, models.Of(ledger, Shop, Now, ValuePolicy.Paid, 0));
        Assert.NotSame(first, models.Of(ledger, Shop, Now, ValuePolicy.Current, 0));
        var known = ledger.With(new LedgerChanges(2, ["EUR"], ["web"], [Some.Row(99_999, 80, "2026-06-01T12:00:00Z", 10_00)], []));
        Assert.NotSame(first, models.Of(known, Shop, Now, ValuePolicy.Paid, 0));
    }
}
