using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ShopClvReports.Analytics;

/// <summary>
/// What the orders to come of customers of one frequency are worth together: not their number times a mean, but a sum of so many
/// orders, of which each is worth something else.
/// </summary>
/// <remarks>
/// By Gamma-Gamma (Fader and Hardie 2013) n orders come to G·W/Y, where W ~ Gamma(pn, 1) is the chance in the orders,
/// Y ~ Gamma(q + px, 1) what is unknown of the customer's level, and G = γ + x·mean the same for all n. So an amount is exceeded by
/// y + 1 orders and not yet by y with a chance that depends on nothing else of the customer, and
/// <c>P(V &gt; v) = Σ P(N &gt; y) · P(it takes y + 1 orders to exceed v)</c>. The amounts looked at lie
/// <see cref="Step"/> apart in their logarithms; in between, chances go straight.
/// </remarks>
/// <param name="p">Of Gamma-Gamma.</param>
/// <param name="level">q + px.</param>
sealed class FutureSpending(double p, double level)
{
    const double Step = 0.1;

    /// <summary>In steps from the worth of one order: a 400th of it, and more than anybody will order.</summary>
    const int Lowest = -60, Highest = 128;

    /// <summary>What is less likely than this is not counted.</summary>
    const double Negligible = 1e-3;

    readonly Takes?[] _takes = new Takes?[Highest - Lowest + 1];

    /// <summary>How likely it is that it takes <paramref name="First"/> + 1 orders to exceed an amount, or one more, and so on.</summary>
    sealed record Takes(int First, double[] Chances);

    /// <summary>The amount, over G, that living customers exceed with no more than this chance.</summary>
    /// <param name="moreThan">The chance of more than 0, 1, 2, … orders.</param>
    /// <param name="orders">The number of them that is exceeded with this chance: near what so many are worth the search begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double ExceededBy(double chance, double[] moreThan, int orders)
    {
        if (moreThan.Length == 0 || moreThan[0] <= chance) return 0;
        var (low, high, above, below) = (Lowest, Highest, moreThan[0], 0.0);
        var (at, stride) = ((int)(Math.Log(Math.Max(orders, 1)) / Step), 4);
        while (high - low > 1)
        {
            var exceeds = Exceeds(_takes[at - Lowest] ??= At(at), moreThan);
            if (exceeds > chance) (low, above) = (at, exceeds);
            else (high, below) = (at, exceeds);
            at = high == Highest ? Math.Min(low + stride, high - 1) : low == Lowest ? Math.Max(high - stride, low + 1) : (low + high) >> 1;
            stride *= 2;
        }

        return p / level * Math.Exp(Step * (low + (above - chance) / (above - below)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Exceeds(Takes takes, double[] moreThan)
    {
        var chances = takes.Chances;
        var (i, shared) = (0, Math.Min(chances.Length, moreThan.Length - takes.First));
        var sums = Vector256<double>.Zero;
        for (; i <= shared - Vector256<double>.Count; i += Vector256<double>.Count)
            sums += Vector256.Create(chances, i) * Vector256.Create(moreThan, takes.First + i);
        var sum = Vector256.Sum(sums);
        for (; i < shared; i++) sum += chances[i] * moreThan[takes.First + i];
        return sum;
    }

    Takes At(int step)
    {
        var worth = Math.Exp(Step * step);
        var (first, exceeded) = (0, 0.0);
        List<double> chances = [];
        for (var n = 1; exceeded < 1 - Negligible && n <= FutureOrders.MostOrders; n++)
        {
            var now = Math.Max(exceeded, 1 - GammaRatio.Below(worth / n, p * n, level));
            if (now < Negligible)
            {
                first = n;
                continue;
            }

            chances.Add(now - exceeded);
            exceeded = now;
        }

        return new Takes(first, [.. chances]);
    }
}
