using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>Columns of the CLV report that tell more of a customer than what they spent, each computed when it is asked for.</summary>
/// <param name="totals">Of the report's period.</param>
sealed class WorthColumns(CustomerSection section, CustomerTotals totals, WorthSource source)
{
    const double DaysPerYear = 365.25;

    readonly Lazy<CustomerTotals> _whole = new(() => source.Query.Period == Period.All
        ? totals
        : ReportWindow.Of(Period.All, source.AsOf, source.Shop.TimeZone).Totals(source.Ledger, source.Query.Value, source.Currency));

    readonly Lazy<QuietCheck> _quiet = new(() => QuietCheck.Compute(
        source.Ledger, source.Shop, source.AsOf, source.Query with { Period = Period.All },
        new AlertRule(new HighValue(HighValueBy.Percent, 100), Quantile: AlertRule.UsualQuantile)));

    readonly Lazy<Rfm> _rfm = new(() => new Rfm(totals, source.Clock, source.AsOf.Day));

    public static IReadOnlyList<string> Keys { get; } =
    [
        "tier", "rfm", "rfm_group", "orders_per_year", "lifespan", "usual_gap", "quiet", "acquisition_month", "historical_clv", "simple_clv",
        "npv", "npv_after_renewal", "npv_at_year_end",
    ];

    /// <summary>What a customer has spent in the whole history, minor units.</summary>
    public long SpentEver(int customer) => _whole.Value.Spent[customer];

    /// <returns>Null for another key.</returns>
    public ReportColumn? Column(string key) => key switch
    {
        "tier" => Tier(key),
        "rfm" => new TextColumn(key, section.Each(Scores)),
        "rfm_group" => new WordColumn(key, section.Each<string?>(c => _rfm.Value.Group(c).Name())),
        "orders_per_year" => new NumberColumn(key, section.Each(OrdersPerYear)),
        "lifespan" => new NumberColumn(key, section.Each(Lifespan)),
        "usual_gap" => new CountColumn(key, section.Each(c => _quiet.Value.UsualGapDays(c) ?? CountColumn.Unknown)),
        "quiet" => new WordColumn(key, section.Each(Quiet)),
        "acquisition_month" => new TextColumn(
            key, section.Each<string?>(c => source.Clock.Day(totals.First[c]).ToString("yyyy-MM", CultureInfo.InvariantCulture))),
        "historical_clv" => new MoneyColumn(key, section.Each(c => source.Terms.Margin(totals.Spent[c])), source.Currency),
        "simple_clv" => Simple(key),
        "npv" => PresentValue(key, Booking.Now),
        "npv_after_renewal" => PresentValue(key, Booking.AfterRenewal),
        "npv_at_year_end" => PresentValue(key, Booking.AtYearEnd),
        _ => null,
    };

    string? Scores(int customer)
    {
        var (r, f, m) = _rfm.Value.Scores(customer);
        return string.Create(CultureInfo.InvariantCulture, $"{r}{f}{m}");
    }

    /// <summary>Null where there are too few gaps to tell.</summary>
    string? Quiet(int customer) => _quiet.Value.Customers[customer] switch
    {
        { QuietAfterDays: null } => null,
        { IsQuiet: true } => "yes",
        _ => "no",
    };

    WordColumn Tier(string key)
    {
        var (tiers, bars) = (source.Terms.Tiers.All, new SpendRanking(totals, source.Currency).Bars(source.Terms.Tiers));
        return new WordColumn(key, section.Each(c => Tiers.Of(bars, totals.Spent[c]) is var tier && tier < tiers.Count ? tiers[tier].Name : null));
    }

    /// <summary>From the first order to the last, in years.</summary>
    double Lifespan(int customer) => (Day(totals.Last[customer]) - Day(totals.First[customer])) / DaysPerYear;

    /// <summary>Over the years since the first order, at least one: a week of orders is no fifty-two a year.</summary>
    double OrdersPerYear(int customer) => _whole.Value.Orders[customer] / Math.Max(1, (source.AsOf.Day.DayNumber - Day(totals.First[customer])) / DaysPerYear);

    /// <summary>
    /// <see cref="CustomerValue.Simple"/> with the customer's own average order and orders a year, of the whole history. Years: those from
    /// the first order to the last of the shop's customers that bought on more than one day, on average; at least one, and one when there are none.
    /// </summary>
    MoneyColumn Simple(string key)
    {
        var whole = _whole.Value;
        var (days, customers) = (0L, 0);
        for (var c = 0; c < whole.Orders.Length; c++)
        {
            if (whole.Orders[c] == 0 || Day(whole.Last[c]) - Day(whole.First[c]) is not (> 0 and var span)) continue;
            days += span;
            customers++;
        }

        var years = (decimal)Math.Max(1, customers == 0 ? 0 : days / (customers * DaysPerYear));
        return new MoneyColumn(
            key, section.Each(c => whole.Orders[c] == 0 ? 0 : (long)Math.Round(
                CustomerValue.Simple((decimal)whole.Spent[c] / whole.Orders[c], (decimal)OrdersPerYear(c), years, source.Terms.MarginPercent / 100m),
                MidpointRounding.AwayFromZero)), source.Currency);
    }

    /// <summary>
    /// <see cref="CustomerValue.PresentValue"/> of the customer's own average order times orders a year, of the whole history, times the margin.
    /// </summary>
    MoneyColumn PresentValue(string key, Booking booking)
    {
        var (whole, retention, discount) = (_whole.Value, Retention(), source.Terms.DiscountPercent / 100.0);
        return new MoneyColumn(
            key, section.Each(c => double.IsNaN(retention) ? MoneyColumn.Unknown : whole.Orders[c] == 0 ? 0 : Minor.Of(CustomerValue.PresentValue(
                source.Terms.Share * whole.Spent[c] / whole.Orders[c] * OrdersPerYear(c), retention, discount, booking))), source.Currency);
    }

    /// <summary>
    /// As the shop says; otherwise, of those who ordered in the twelve months before the last, the share that ordered in the last too. NaN when
    /// nobody did.
    /// </summary>
    double Retention()
    {
        if (source.Terms.RetentionPercent is { } said) return said / 100.0;
        var year = Period.Parse("last-12-months");
        if (year.Before(source.AsOf.Day) is not { } yearBefore) return double.NaN;
        var (now, before) = (Of(year).Orders, Of(yearBefore).Orders);
        var (stayed, all) = (0, 0);
        for (var c = 0; c < before.Length; c++)
        {
            if (before[c] == 0) continue;
            all++;
            if (now[c] > 0) stayed++;
        }

        return (double)stayed / all;

        CustomerTotals Of(Period period) =>
            ReportWindow.Of(period, source.AsOf, source.Shop.TimeZone).Totals(source.Ledger, source.Query.Value, source.Currency);
    }

    int Day(uint seconds) => source.Clock.Day(seconds).DayNumber;
}

/// <summary>What they are computed from.</summary>
readonly record struct WorthSource(Ledger Ledger, Shop Shop, AsOf AsOf, ReportQuery Query, ShopTerms Terms, Currency Currency, DayClock Clock);
