namespace ShopClvReports.Analytics;

/// <summary>Fits order models: by maximum likelihood where the data can carry it, else with a weak prior, and says which.</summary>
public static class OrderFitting
{
    /// <summary>With fewer customers who came back, maximum likelihood is a matter of luck.</summary>
    public const int EnoughRepeatBuyers = 30;

    static readonly string[] s_coins = ["r", "alpha", "a", "b"];
    static readonly string[] s_lifetimes = ["r", "alpha", "s", "beta"];

    /// <returns>Null when nobody has bought anything.</returns>
    public static OrderFit? Fit(CustomerSummaries summaries, OrderModel model)
    {
        var cells = SummaryCells.Of(summaries);
        if (cells.Customers == 0) return null;
        var lifetimes = model == OrderModel.ParetoNbd;
        TwiceDifferentiable likelihood = lifetimes
            ? new ParetoLikelihood(cells).At
            : new BetaGeometricLikelihood(cells, mayLeaveAtOnce: model == OrderModel.MbgNbd).At;
        var prior = lifetimes ? WeakPrior.OfLifetimes(cells, summaries.Unit) : WeakPrior.OfCoins(cells, summaries.Unit);
        var reason = TooLittle(cells);
        var summit = reason is null ? NewtonAscent.Climb(likelihood, prior.Start) : null;
        if (summit is null)
        {
            reason ??= PriorReason.NoMaximum;
            summit = NewtonAscent.Climb(prior.On(likelihood), prior.Start)
                ?? throw new InvalidOperationException($"the posterior of {model.Name()} over {cells.Customers} customers was not climbed");
        }

        var value = reason is null ? summit.Value : likelihood(summit.At, new double[4], new double[16]);
        var facts = FitFacts.Of(cells.Customers, cells.RepeatBuyers, value, reason, lifetimes ? s_lifetimes : s_coins, summit);
        var p = facts.Parameters;
        return lifetimes
            ? new ParetoFit(summaries.Unit, p[0].Value, p[1].Value, p[2].Value, p[3].Value, facts)
            : new BetaGeometricFit(model, summaries.Unit, p[0].Value, p[1].Value, p[2].Value, p[3].Value, facts);
    }

    static PriorReason? TooLittle(SummaryCells cells) =>
        cells.Ages[^1].T == 0 ? PriorReason.NothingWatched
        : cells.RepeatBuyers == 0 ? PriorReason.NoRepeatPurchases
        : cells.RepeatBuyers < EnoughRepeatBuyers ? PriorReason.FewRepeatBuyers
        : null;

    /// <summary>
    /// Where nobody came back: yearly orders of a customer that would have shown themselves with a chance of 95 % (the rule of three,
    /// Hanley and Lippman-Hand 1983: three over the years watched). Infinite where nothing was watched.
    /// </summary>
    public static double MostYearlyOrders(double customerYears) => 3 / customerYears;

    /// <summary>How long all customers have been watched, together.</summary>
    public static double CustomerYears(CustomerSummaries summaries) =>
        summaries.T.Where((_, i) => summaries.Frequency[i] >= 0).Sum() * summaries.Unit.InDays() / 365.25;
}
