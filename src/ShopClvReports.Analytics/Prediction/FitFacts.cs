namespace ShopClvReports.Analytics;

/// <summary>What every fit says of itself.</summary>
/// <param name="Customers">Who took part.</param>
/// <param name="RepeatBuyers">Those of them who bought again.</param>
/// <param name="LogLikelihood">Of the data at the parameters; a prior is not in it.</param>
/// <param name="Prior">
/// Why a weak prior was needed (the parameters are those of the greatest posterior density, "map"); null where the likelihood alone
/// decided ("mle").
/// </param>
/// <param name="LogCovariance">Laplace's, of the logarithms of the parameters, row by row.</param>
public sealed record FitFacts(
    int Customers, int RepeatBuyers, double LogLikelihood, PriorReason? Prior, IReadOnlyList<ParameterEstimate> Parameters,
    double[] LogCovariance)
{
    /// <summary>80 % of a normal distribution lies within so many standard deviations.</summary>
    internal const double Eighty = 1.2815515655446004;

    public string Method => Prior is null ? "mle" : "map";

    internal static FitFacts Of(int customers, int repeatBuyers, double logLikelihood, PriorReason? prior, string[] names, Summit summit) =>
        new(customers, repeatBuyers, logLikelihood, prior, [.. names.Select((name, i) => Estimate(name, summit, i))], summit.Covariance);

    static ParameterEstimate Estimate(string name, Summit summit, int i)
    {
        var spread = Math.Exp(Eighty * Math.Sqrt(summit.Covariance[i * summit.At.Length + i]));
        var value = Math.Exp(summit.At[i]);
        return new ParameterEstimate(name, value, value / spread, value * spread);
    }
}

/// <summary>A parameter with its 80 % interval, Laplace's on the logarithm.</summary>
public sealed record ParameterEstimate(string Name, double Value, double Low, double High);

/// <summary>Why the likelihood alone was not trusted with the parameters.</summary>
public enum PriorReason
{
    /// <summary>Every customer came today: the data say nothing at all.</summary>
    NothingWatched,

    /// <summary>Nobody came back.</summary>
    NoRepeatPurchases,

    /// <summary>Fewer than <see cref="OrderFitting.EnoughRepeatBuyers"/> came back.</summary>
    FewRepeatBuyers,

    /// <summary>The likelihood rises without end as parameters leave every sensible range, as when customers are all alike.</summary>
    NoMaximum,

    /// <summary>Order values spread so widely at the maximum that their mean would be infinite.</summary>
    NoMean,
}
