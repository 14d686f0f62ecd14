using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>What a model says of itself, in words.</summary>
static class ModelWords
{
    /// <summary>Why the method is the one it is.</summary>
    public static string Why(FitFacts facts, CustomerSummaries summaries) =>
        facts.Prior is { } reason ? Why(reason, facts, summaries) : $"{facts.RepeatBuyers} repeat buyers, and the likelihood has a maximum";

    static string Why(PriorReason reason, FitFacts facts, CustomerSummaries summaries) => reason switch
    {
        PriorReason.NothingWatched => "every customer came today: this is the prior alone, the data say nothing yet",
        PriorReason.NoRepeatPurchases => string.Create(CultureInfo.InvariantCulture,
            $"no repeat purchase in {OrderFitting.CustomerYears(summaries):G3} customer-years, so the rate is below about {OrderFitting.MostYearlyOrders(OrderFitting.CustomerYears(summaries)):G3} a year at 95 %"),
        PriorReason.FewRepeatBuyers => $"fewer than {OrderFitting.EnoughRepeatBuyers} repeat buyers ({facts.RepeatBuyers}): a weak prior steadies the fit",
        PriorReason.NoMaximum => "the likelihood rises without end, as when customers are all alike: a weak prior holds the fit within reason",
        PriorReason.NoMean => "order values spread so widely that their mean would be infinite: a weak prior holds the fit within reason",
    };

    public static string Key(Forecaster forecaster) => forecaster switch
    {
        Forecaster.Model => "model",
        Forecaster.RateGoesOn => "rateGoesOn",
        Forecaster.SameAsLastYear => "sameAsLastYear",
    };

    public static string Name(Forecaster forecaster, OrderModel model) => forecaster switch
    {
        Forecaster.Model => model.Name(),
        Forecaster.RateGoesOn => "rate goes on",
        Forecaster.SameAsLastYear => "same as last year",
    };
}
