namespace ShopClvReports.Analytics;

/// <summary>What customers of one frequency and age will do, given that they are alive.</summary>
/// <param name="Discounted">The expected orders, discounted.</param>
/// <param name="Square">The mean of the squared number of orders.</param>
/// <param name="MoreThan">The chance of more than 0, 1, 2, … orders, as far as one might ask for a tenth of it.</param>
sealed record AgePrediction(double Expected, double Discounted, double Square, double[] MoreThan)
{
    [ThreadStatic]
    static List<double>? t_tail;

    public double Any => MoreThan.Length > 0 ? MoreThan[0] : 0;

    public static AgePrediction Of(FutureOrders future, double t, double horizon, double monthlyDiscount, double month)
    {
        var tail = t_tail ??= [];
        future.Tail(t, horizon, tail);
        var (square, asked) = (0.0, 0);
        for (var y = 0; y < tail.Count; y++)
        {
            square += (2 * y + 1) * tail[y];
            if (tail[y] > CellPrediction.Outside) asked = y + 1;
        }

        return new AgePrediction(
            future.Expected(t, horizon), future.Discounted(t, horizon, monthlyDiscount, month), square,
            tail.Count == 0 ? [] : [.. tail[..Math.Max(asked, 1)]]);
    }
}

/// <summary>What customers of one cell will do.</summary>
readonly record struct CellPrediction(double PAlive, AgePrediction Age)
{
    /// <summary>On either side of an interval of 80 %.</summary>
    public const double Outside = 0.1;

    /// <summary>Fewer orders than this have a chance of at most 10 %.</summary>
    public int Low => OrdersExceededBy(1 - Outside);

    /// <summary>More orders than this likewise.</summary>
    public int High => OrdersExceededBy(Outside);

    public double Variance => Math.Max(0, PAlive * Age.Square - PAlive * Age.Expected * (PAlive * Age.Expected));

    /// <summary>The smallest number that is exceeded with at most this chance.</summary>
    int OrdersExceededBy(double chance)
    {
        var (low, high) = (0, Age.MoreThan.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (PAlive * Age.MoreThan[middle] <= chance) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
