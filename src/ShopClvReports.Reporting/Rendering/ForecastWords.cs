using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The words of what is foretold.</summary>
public sealed record ForecastWords
{
    public required string Title { get; init; }

    /// <summary>What the rows are.</summary>
    public required string Rows { get; init; }

    public required string Days { get; init; }
    public required string ExpectedOrders { get; init; }
    public required string OrdersLow { get; init; }
    public required string OrdersHigh { get; init; }
    public required string ExpectedRevenue { get; init; }
    public required string RevenueLow { get; init; }
    public required string RevenueHigh { get; init; }
    public required string YearBefore { get; init; }

    /// <summary>Behind the name of the measure, above a chart.</summary>
    public required string WithRange { get; init; }

    /// <summary>Given what is foretold and a number of months.</summary>
    public required Func<string, string, string> InMonths { get; init; }

    public required string Value { get; init; }
    public required string ValueLow { get; init; }
    public required string ValueHigh { get; init; }
    public required string AnotherOrder { get; init; }
    public required string TotalClv { get; init; }
    public required string ResidualOrders { get; init; }

    /// <summary>Given the model, how many customers it was fitted on, and whether a prior was needed.</summary>
    public required Func<string, string, bool, string> Fitted { get; init; }

    public required string Known { get; init; }

    /// <summary>Given which forecast came nearest, the orders that came and those that the model had foretold.</summary>
    public required Func<Forecaster, string, string, string> Tested { get; init; }

    public required string Untested { get; init; }
    public required string NobodyBought { get; init; }

    /// <summary>A column's heading; null for a column that foretells nothing.</summary>
    public string? Heading(string column) => column switch
    {
        "horizon" or "days" => Days,
        "expected_orders" => ExpectedOrders,
        "orders_low" => OrdersLow,
        "orders_high" => OrdersHigh,
        "expected_revenue" => ExpectedRevenue,
        "revenue_low" => RevenueLow,
        "revenue_high" => RevenueHigh,
        "year_before" => YearBefore,
        "residual_orders" => ResidualOrders,
        _ => column.LastIndexOf('_') is > 0 and var end && column[end..] is ['_', .. var months, 'm'] ? column[..end] switch
        {
            "predicted_orders" => InMonths(ExpectedOrders, months),
            "predicted_value" => InMonths(Value, months),
            "predicted_value_low" => InMonths(ValueLow, months),
            "predicted_value_high" => InMonths(ValueHigh, months),
            "another_order" => InMonths(AnotherOrder, months),
            "total_clv" => InMonths(TotalClv, months),
            _ => null,
        }
        : null,
    };

    /// <summary>What the figures rest on, a sentence each.</summary>
    public IEnumerable<string> Define(Foretold foretold, Formats formats)
    {
        yield return Known;
        if (foretold.Facts is not { } facts)
        {
            yield return NobodyBought;
            yield break;
        }

        yield return Fitted("MBG/NBD", formats.Count(facts.Customers), facts.Prior is not null);
        yield return foretold.Backtest is { } test ? Tested(test.Winner, formats.Count((long)test.Actual), formats.Count((long)Math.Round(test.Model.Total))) : Untested;
    }

    public static ForecastWords English { get; } = new()
    {
        Title = "Expected revenue",
        Rows = "periods",
        Days = "Days from now",
        ExpectedOrders = "Expected orders",
        OrdersLow = "Orders, low",
        OrdersHigh = "Orders, high",
        ExpectedRevenue = "Expected revenue",
        RevenueLow = "Revenue, low",
        RevenueHigh = "Revenue, high",
        YearBefore = "Same days a year before, everybody",
        InMonths = (what, months) => $"{what}, {months} months",
        WithRange = "with what comes in 8 of 10 cases",
        Value = "Expected value",
        ValueLow = "Value, low",
        ValueHigh = "Value, high",
        AnotherOrder = "Chance of another order",
        TotalClv = "Historical and expected value",
        ResidualOrders = "All orders to come",
        Known = "What is expected is of the customers known on that day; newcomers come on top. Low and high hold what comes in 8 of 10 cases, as long as the shop stays as it was.",
        Fitted = (model, customers, prior) => prior
            ? $"Orders are foretold by {model} and order values by Gamma-Gamma, fitted on {customers} customers with a weak prior, because the shop's history alone is too little."
            : $"Orders are foretold by {model} and order values by Gamma-Gamma, fitted on {customers} customers.",
        Tested = (winner, actual, foretold) => winner switch
        {
            Forecaster.Model => $"Tried on the last third of the past, the model came nearer than two simple forecasts: {actual} orders came, {foretold} were foretold.",
            Forecaster.RateGoesOn => $"Tried on the last third of the past, the simple forecast that everybody goes on at their own rate came nearer than the model: {actual} orders came, the model foretold {foretold}.",
            Forecaster.SameAsLastYear => $"Tried on the last third of the past, the simple forecast that it goes as a year before came nearer than the model: {actual} orders came, the model foretold {foretold}.",
        },
        Untested = "The history is too short to try the model on its own past.",
        NobodyBought = "Nobody has bought anything yet, so nothing can be foretold.",
    };

    public static ForecastWords Dutch { get; } = new()
    {
        Title = "Verwachte omzet",
        Rows = "perioden",
        Days = "Dagen vanaf nu",
        ExpectedOrders = "Verwachte bestellingen",
        OrdersLow = "Bestellingen, laag",
        OrdersHigh = "Bestellingen, hoog",
        ExpectedRevenue = "Verwachte omzet",
        RevenueLow = "Omzet, laag",
        RevenueHigh = "Omzet, hoog",
        YearBefore = "Zelfde dagen een jaar eerder, iedereen",
        InMonths = (what, months) => $"{what}, {months} maanden",
        WithRange = "met wat er in 8 van de 10 gevallen komt",
        Value = "Verwachte waarde",
        ValueLow = "Waarde, laag",
        ValueHigh = "Waarde, hoog",
        AnotherOrder = "Kans op nog een bestelling",
        TotalClv = "Historische en verwachte waarde",
        ResidualOrders = "Alle komende bestellingen",
        Known = "Wat verwacht wordt geldt voor de klanten die op die dag bekend zijn; nieuwe klanten komen daarbij. In 8 van de 10 gevallen ligt wat komt tussen laag en hoog, zolang de winkel blijft zoals die was.",
        Fitted = (model, customers, prior) => prior
            ? $"Bestellingen zijn voorspeld met {model} en bestelwaarden met Gamma-Gamma, geschat op {customers} klanten met een zwakke voorkennis, omdat de geschiedenis van de winkel alleen te kort is."
            : $"Bestellingen zijn voorspeld met {model} en bestelwaarden met Gamma-Gamma, geschat op {customers} klanten.",
        Tested = (winner, actual, foretold) => winner switch
        {
            Forecaster.Model => $"Geprobeerd op het laatste derde deel van het verleden kwam het model dichterbij dan twee eenvoudige voorspellingen: er kwamen {actual} bestellingen, {foretold} waren voorspeld.",
            Forecaster.RateGoesOn => $"Geprobeerd op het laatste derde deel van het verleden kwam de eenvoudige voorspelling dat ieder in het eigen tempo doorgaat dichterbij dan het model: er kwamen {actual} bestellingen, het model voorspelde {foretold}.",
            Forecaster.SameAsLastYear => $"Geprobeerd op het laatste derde deel van het verleden kwam de eenvoudige voorspelling dat het gaat als een jaar eerder dichterbij dan het model: er kwamen {actual} bestellingen, het model voorspelde {foretold}.",
        },
        Untested = "De geschiedenis is te kort om het model op het eigen verleden te proberen.",
        NobodyBought = "Er is nog niets gekocht, dus er valt niets te voorspellen.",
    };
}
