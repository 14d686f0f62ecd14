using System.Runtime.InteropServices;

namespace ShopClvReports.Analytics;

/// <summary>What customers of one frequency and age will do, given that they are alive.</summary>
/// <param name="Discounted">The expected orders, discounted.</param>
/// <param name="Square">The mean of the squared number of orders.</param>
/// <param name="MoreThan">The chance of more than 0, 1, 2, … orders, as far as it counts in an interval.</param>
sealed record AgePrediction(double Expected, double Discounted, double Square, double[] MoreThan)
{
    /// <summary>Chances below this are left out: they would move the end of an interval by next to nothing.</summary>
    const double Slight = 0.002;

    public double Any => MoreThan.Length > 0 ? MoreThan[0] : 0;

    /// <param name="tail">Room to work in.</param>
    public static AgePrediction Of(FutureOrders future, double t, double horizon, double monthlyDiscount, double month, List<double> tail)
    {
        future.Tail(t, horizon, tail);
        var (square, asked) = (0.0, 0);
        for (var y = 0; y < tail.Count; y++)
        {
            square += (2 * y + 1) * tail[y];
            if (tail[y] > Slight) asked = y + 1;
        }

        var (expected, discounted) = future.Orders(t, horizon, monthlyDiscount, month);
        return new AgePrediction(expected, discounted, square, tail.Count == 0 ? [] : CollectionsMarshal.AsSpan(tail)[..Math.Max(asked, 1)].ToArray());
    }
}

/// <summary>What customers of one cell will do.</summary>
/// <param name="Low">Fewer orders than this have a chance of at most 10 %.</param>
/// <param name="High">More orders than this likewise.</param>
/// <param name="Square">The mean of the squared number of orders.</param>
/// <param name="LowWorth">That the orders come to less has a chance of 10 %; over γ + x·mean of the customer. 0 without a spend fit.</param>
/// <param name="HighWorth">That they come to more, likewise.</param>
readonly record struct CellPrediction(
    double PAlive, double Expected, double Discounted, double Any, int Low, int High, double Square, double LowWorth, double HighWorth)
{
    /// <summary>On either side of an interval of 80 %.</summary>
    public const double Outside = 0.1;

    public double Variance => Math.Max(0, Square - Expected * Expected);

    /// <param name="spending">Null where order values are not known.</param>
    public static CellPrediction Of(double alive, AgePrediction age, FutureSpending? spending)
    {
        var (low, high) = (ExceededBy(1 - Outside, alive, age.MoreThan), ExceededBy(Outside, alive, age.MoreThan));
        return new CellPrediction(
            alive, alive * age.Expected, alive * age.Discounted, alive * age.Any, low, high, alive * age.Square,
            spending?.ExceededBy((1 - Outside) / alive, age.MoreThan, low) ?? 0, spending?.ExceededBy(Outside / alive, age.MoreThan, high) ?? 0);
    }

    /// <summary>The smallest number of orders that is exceeded with at most this chance.</summary>
    static int ExceededBy(double chance, double alive, double[] moreThan)
    {
        var (low, high) = (0, moreThan.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (alive * moreThan[middle] <= chance) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
