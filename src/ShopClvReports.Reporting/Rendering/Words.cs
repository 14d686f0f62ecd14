using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Every word a report uses, in one language. A word that a language lacks does not compile.</summary>
public sealed partial record Words
{
    public static Words Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    public required string ClvTitle { get; init; }
    public required string InactiveTitle { get; init; }
    public required string TiersTitle { get; init; }
    public required string RfmTitle { get; init; }
    public required string CohortsTitle { get; init; }

    /// <summary>The sheet, or the part of a page, that explains the figures.</summary>
    public required string About { get; init; }

    public required string CustomerId { get; init; }
    public required string CustomerName { get; init; }
    public required string CustomerEmail { get; init; }
    public required string TotalSpent { get; init; }
    public required string NumberOfOrders { get; init; }
    public required string FirstOrder { get; init; }
    public required string LastOrder { get; init; }
    public required string DaysSince { get; init; }
    public required string AverageOrderValue { get; init; }
    public required string ShareOfRevenue { get; init; }
    public required string UsualGap { get; init; }
    public required string QuietAfter { get; init; }
    public required string AtStake { get; init; }
    public required string Tier { get; init; }
    public required string SpentFrom { get; init; }
    public required string RfmScores { get; init; }
    public required string RfmGroup { get; init; }
    public required string OrdersPerYear { get; init; }
    public required string Lifespan { get; init; }
    public required string Quiet { get; init; }
    public required string AcquisitionMonth { get; init; }
    public required string HistoricalClv { get; init; }
    public required string SimpleClv { get; init; }
    public required string PresentValueNow { get; init; }
    public required string PresentValueAfterRenewal { get; init; }
    public required string PresentValueAtYearEnd { get; init; }
    public required string ShareOfCustomers { get; init; }
    public required string AverageDaysSince { get; init; }
    public required string Cohort { get; init; }
    public required string CohortCell { get; init; }
    public required string Age { get; init; }
    public required string ActiveCustomers { get; init; }
    public required string Retention { get; init; }
    public required string RevenuePerCustomer { get; init; }
    public required string MarginPerCustomer { get; init; }
    public required string State { get; init; }
    public required string Cac { get; init; }
    public required string Payback { get; init; }
    public required string Currency { get; init; }

    public required string Total { get; init; }
    public required string ShownCustomers { get; init; }
    public required string CustomerRows { get; init; }
    public required string TierRows { get; init; }
    public required string GroupRows { get; init; }
    public required string CohortRows { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string OtherCustomers { get; init; }
    public required string OrdersWithoutCustomer { get; init; }
    public required string CustomersWithoutOrder { get; init; }

    public required string Customers { get; init; }
    public required string Revenue { get; init; }
    public required string AveragePerCustomer { get; init; }

    /// <summary>Behind the name of the measure, above a chart of cohorts.</summary>
    public required string HeatCaption { get; init; }

    public required string TopTenPercent { get; init; }

    /// <summary>For a customer of whom no name is known.</summary>
    public required string NoName { get; init; }

    /// <summary>Given what the rows are, as in the next ones.</summary>
    public required Func<string, string> NoRows { get; init; }

    /// <summary>The table's caption, given what the rows are, with a capital, and the currency.</summary>
    public required Func<string, string, string> Caption { get; init; }

    /// <summary>Given how many rows of a file are left out.</summary>
    public required Func<string, string, string> RowsInFiles { get; init; }

    /// <summary>Given how many rows of the terminal's table are left out.</summary>
    public required Func<string, string, string> RowsInOutput { get; init; }

    /// <summary>Given the headings of columns that a terminal has no room for.</summary>
    public required Func<string, string> ColumnsLeftOut { get; init; }

    public required string AllTime { get; init; }
    public required string Last30Days { get; init; }
    public required string Last90Days { get; init; }
    public required string ThisMonth { get; init; }
    public required string LastMonth { get; init; }
    public required string Last12Months { get; init; }
    public required string ThisYear { get; init; }
    public required string LastYear { get; init; }
    public required string OwnPeriod { get; init; }

    /// <summary>Given a first and a last day.</summary>
    public required Func<string, string, string> FromTo { get; init; }

    /// <summary>Given a last day.</summary>
    public required Func<string, string> UpTo { get; init; }

    /// <summary>Given a day.</summary>
    public required Func<string, string> EndOfDay { get; init; }

    public required DefinitionWords Definition { get; init; }

    public required BusinessWords Business { get; init; }

    /// <summary>A column's heading.</summary>
    /// <param name="column">Such as <c>total_spent</c>.</param>
    public string Heading(string column) => column switch
    {
        "customer_id" => CustomerId,
        "name" => CustomerName,
        "email" => CustomerEmail,
        "total_spent" => TotalSpent,
        "orders" => NumberOfOrders,
        "first_order" => FirstOrder,
        "last_order" => LastOrder,
        "days_since" => DaysSince,
        "average_order_value" => AverageOrderValue,
        "share_of_revenue" => ShareOfRevenue,
        "usual_gap" => UsualGap,
        "quiet_after" => QuietAfter,
        "at_stake" => AtStake,
        "tier" => Tier,
        "spent_from" => SpentFrom,
        "rfm" => RfmScores,
        "rfm_group" => RfmGroup,
        "orders_per_year" => OrdersPerYear,
        "lifespan" => Lifespan,
        "quiet" => Quiet,
        "acquisition_month" => AcquisitionMonth,
        "historical_clv" => HistoricalClv,
        "simple_clv" => SimpleClv,
        "npv" => PresentValueNow,
        "npv_after_renewal" => PresentValueAfterRenewal,
        "npv_at_year_end" => PresentValueAtYearEnd,
        "customers" => Customers,
        "share_of_customers" => ShareOfCustomers,
        "revenue" => Revenue,
        "average_days_since" => AverageDaysSince,
        "cohort" => Cohort,
        "cell" => CohortCell,
        "age" => Age,
        "active_customers" => ActiveCustomers,
        "retention" => Retention,
        "revenue_per_customer" => RevenuePerCustomer,
        "margin_per_customer" => MarginPerCustomer,
        "state" => State,
        "cac" => Cac,
        "payback" => Payback,
        // A column of the reader's own goes by the name that was given to it.
        _ => Forecast.Heading(column) ?? Business.Heading(column) ?? Reconcile.Heading(column) ?? column,
    };

    public required ForecastWords Forecast { get; init; }

    /// <summary>What stands above a chart.</summary>
    public string ChartCaption(Chart chart, ReportKind kind) => Heading(chart.Measure) + (chart, kind) switch
    {
        (Chart.Heat, _) => $", {HeatCaption}",
        (Chart.Bars { Ranges: not null }, _) => $", {Forecast.WithRange}",
        (_, ReportKind.Products) => $", {Business.ByFirstProduct}",
        _ => "",
    };

    public required ReconcileWords Reconcile { get; init; }

    /// <summary>What a report's rows are, in the middle of a sentence.</summary>
    public string Rows(ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Inactive => CustomerRows,
        ReportKind.Tiers => TierRows,
        ReportKind.Rfm => GroupRows,
        ReportKind.Cohorts => CohortRows,
        ReportKind.Forecast => Forecast.Rows,
        ReportKind.Channels => Business.Channels,
        ReportKind.Products => Business.Products,
        ReportKind.Companies => Business.Companies,
        ReportKind.Customer => Business.Orders,
        ReportKind.Summary => Business.Figures,
        ReportKind.Reconcile => Reconcile.Rows,
    };

    /// <summary>The same with a capital, as a heading.</summary>
    public string RowsTitle(ReportKind kind) => string.Concat(Rows(kind)[..1].ToUpperInvariant(), Rows(kind)[1..]);

    /// <summary>A text as people read it, translated when it is a word of ours; hostile still.</summary>
    public string? Text(TextColumn column, int row) => (column, column.Values[row]) switch
    {
        (WordColumn, { } word) => Word(word),
        (WordsColumn, { } words) => string.Join("; ", words.Split(' ').Select(Word)),
        var (_, text) => text,
    };

    /// <summary>A word of ours such as <c>yes</c>; another one as it is.</summary>
    public string Word(string key) => key switch
    {
        "yes" => Yes,
        "no" => No,
        _ => Names.GetValueOrDefault(key) ?? Business.Word(key) ?? Reconcile.Word(key) ?? key,
    };

    /// <summary>Of tiers, groups and states, by their keys.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>A report's title.</summary>
    public string Title(ReportKind kind) => kind switch
    {
        ReportKind.Clv => ClvTitle,
        ReportKind.Inactive => InactiveTitle,
        ReportKind.Tiers => TiersTitle,
        ReportKind.Rfm => RfmTitle,
        ReportKind.Cohorts => CohortsTitle,
        ReportKind.Forecast => Forecast.Title,
        ReportKind.Channels => Business.ChannelsTitle,
        ReportKind.Products => Business.ProductsTitle,
        ReportKind.Companies => Business.CompaniesTitle,
        ReportKind.Customer => Business.CustomerTitle,
        ReportKind.Summary => Business.SummaryTitle,
        ReportKind.Reconcile => Reconcile.Title,
    };

    public string PeriodName(Period period) => period.Name switch
    {
        "all" => AllTime,
        "last-30-days" => Last30Days,
        "last-90-days" => Last90Days,
        "this-month" => ThisMonth,
        "last-month" => LastMonth,
        "last-12-months" => Last12Months,
        "this-year" => ThisYear,
        "last-year" => LastYear,
        _ => OwnPeriod,
    };
}
