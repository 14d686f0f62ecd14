namespace ShopClvReports.Analytics;

/// <summary>
/// What is believed of the parameters before the data: normal on logarithms and log-odds, one to two powers of e wide, placed on
/// the shop's own time span so that it means the same in days and in weeks.
/// </summary>
sealed class WeakPrior
{
    readonly double[] _centre;
    readonly double[] _spread;
    readonly bool _coins;

    WeakPrior(double[] centre, double[] spread, bool coins, double[] start) =>
        (_centre, _spread, _coins, Start) = (centre, spread, coins, start);

    /// <summary>Its own middle, as logarithms of the parameters: where a search begins.</summary>
    public double[] Start { get; }

    /// <summary>Of r, alpha, a, b: <c>ln r, ln α, logit a/(a+b), ln(a+b)</c>.</summary>
    public static WeakPrior OfCoins(SummaryCells cells, TimeUnit unit) => new(
        [Math.Log(0.5), Math.Log(Span(cells, unit)), Math.Log(0.25 / 0.75), Math.Log(3)], [1, 1.2, 1, 1], coins: true,
        [Math.Log(0.5), Math.Log(Span(cells, unit)), Math.Log(0.75), Math.Log(2.25)]);

    /// <summary>Of r, alpha, s, beta.</summary>
    public static WeakPrior OfLifetimes(SummaryCells cells, TimeUnit unit) => Plain(
        [Math.Log(0.5), Math.Log(Span(cells, unit)), Math.Log(0.5), Math.Log(Span(cells, unit))], [1, 1.2, 1, 1.2]);

    static WeakPrior Plain(double[] centre, double[] spread) => new(centre, spread, coins: false, centre);

    /// <summary>Three tenths of the time that half of the customers have been watched, and a day.</summary>
    static double Span(SummaryCells cells, TimeUnit unit) => 0.3 * cells.MedianT() + 1 / unit.InDays();

    /// <summary>The log-likelihood with the prior's log-density, up to a constant.</summary>
    public TwiceDifferentiable On(TwiceDifferentiable likelihood) =>
        (at, gradient, hessian) => likelihood(at, gradient, hessian)
            + (_coins ? Coins(at, gradient, hessian) : Normal(at, gradient, hessian, at.Length));

    double Normal(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian, int first)
    {
        var sum = 0.0;
        for (var i = 0; i < first; i++)
        {
            var away = (at[i] - _centre[i]) / _spread[i];
            sum -= away * away / 2;
            gradient[i] -= away / _spread[i];
            hessian[i * at.Length + i] -= 1 / (_spread[i] * _spread[i]);
        }

        return sum;
    }

    double Coins(ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian)
    {
        var greater = Math.Max(at[2], at[3]);
        var logTotal = greater + Math.Log(Math.Exp(at[2] - greater) + Math.Exp(at[3] - greater));
        var (heads, tails) = (Math.Exp(at[2] - logTotal), Math.Exp(at[3] - logTotal));
        var odds = (at[2] - at[3] - _centre[2]) / (_spread[2] * _spread[2]);
        var total = (logTotal - _centre[3]) / (_spread[3] * _spread[3]);
        var (oddsBend, totalBend) = (1 / (_spread[2] * _spread[2]), 1 / (_spread[3] * _spread[3]));
        gradient[2] -= odds + total * heads;
        gradient[3] -= -odds + total * tails;
        hessian[10] -= oddsBend + totalBend * heads * heads + total * heads * tails;
        hessian[15] -= oddsBend + totalBend * tails * tails + total * heads * tails;
        var mixed = -oddsBend + totalBend * heads * tails - total * heads * tails;
        hessian[11] -= mixed;
        hessian[14] -= mixed;
        return Normal(at, gradient, hessian, 2) - odds * odds / oddsBend / 2 - total * total / totalBend / 2;
    }
}
