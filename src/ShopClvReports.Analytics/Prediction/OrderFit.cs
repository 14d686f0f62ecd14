namespace ShopClvReports.Analytics;

/// <summary>An order model with parameters. Every time given to it is in its <see cref="Unit"/>, as the summaries it was fitted on.</summary>
public abstract record OrderFit(OrderModel Model, TimeUnit Unit, FitFacts Facts)
{
    /// <summary>The chance that the customer has not left. No alarm: see <see cref="OrderModel"/>.</summary>
    public abstract double PAlive(CustomerSummary customer);

    /// <summary>The mean number of orders within a horizon from now.</summary>
    /// <param name="horizon">In <see cref="Unit"/>.</param>
    public double ExpectedOrders(CustomerSummary customer, double horizon) =>
        PAlive(customer) * Future(customer.Frequency).Expected(customer.T, horizon);

    /// <summary>The same, each order discounted by the month.</summary>
    /// <param name="monthlyDiscount">Such as 0.01.</param>
    public double DiscountedOrders(CustomerSummary customer, double horizon, double monthlyDiscount) =>
        PAlive(customer) * Future(customer.Frequency).Orders(customer.T, horizon, monthlyDiscount, Unit.Month()).Discounted;

    /// <summary>Discounted expected residual transactions (DERT): all orders there will ever be, discounted.</summary>
    /// <param name="monthlyDiscount">Above 0, such as 0.01.</param>
    /// <remarks>Continuously, at ln(1 + monthly discount) a month. To about 1e-8.</remarks>
    public double DiscountedResidualOrders(CustomerSummary customer, double monthlyDiscount) =>
        PAlive(customer) * Future(customer.Frequency).ResidualDiscounted(customer.T, NearZero.LogOnePlus(monthlyDiscount) / Unit.Month());

    /// <summary>The same of each customer, 0 of one without orders; computed once for each frequency and age.</summary>
    public double[] DiscountedResidualOrders(CustomerSummaries customers, double monthlyDiscount)
    {
        var (orders, rate) = (new double[customers.Count], NearZero.LogOnePlus(monthlyDiscount) / Unit.Month());
        Dictionary<int, (FutureOrders Future, Dictionary<double, double> OfAge)> known = [];
        for (var i = 0; i < orders.Length; i++)
        {
            if (customers.Frequency[i] < 0) continue;
            var customer = customers[i];
            if (!known.TryGetValue(customer.Frequency, out var alike)) known[customer.Frequency] = alike = (Future(customer.Frequency), []);
            if (!alike.OfAge.TryGetValue(customer.T, out var residual)) alike.OfAge[customer.T] = residual = alike.Future.ResidualDiscounted(customer.T, rate);
            orders[i] = PAlive(customer) * residual;
        }

        return orders;
    }

    /// <summary>The chance of at least one order within a horizon.</summary>
    public double PAnotherOrder(CustomerSummary customer, double horizon)
    {
        List<double> tail = [];
        Future(customer.Frequency).Tail(customer.T, horizon, tail);
        return tail.Count == 0 ? 0 : PAlive(customer) * tail[0];
    }

    internal abstract FutureOrders Future(int frequency);

    /// <summary>The same model at other parameters.</summary>
    internal abstract OrderFit At(ReadOnlySpan<double> parameters);
}

/// <summary>BG/NBD or MBG/NBD.</summary>
/// <param name="A">With <paramref name="B"/>, of the chance to leave after a purchase: Beta(a, b).</param>
/// <param name="R">With <paramref name="Alpha"/>, of the rate of purchases while alive: Gamma(r, α), α in time units.</param>
public sealed record BetaGeometricFit(OrderModel Model, TimeUnit Unit, double R, double Alpha, double A, double B, FitFacts Facts)
    : OrderFit(Model, Unit, Facts)
{
    int Flips => Model == OrderModel.MbgNbd ? 1 : 0;

    public override double PAlive(CustomerSummary customer)
    {
        var x = customer.Frequency;
        if (x + Flips == 0) return 1;
        var quiet = NearZero.LogOnePlus((customer.T - customer.Recency) / (Alpha + customer.Recency));
        var odds = Math.Log(A) - Math.Log(B + x - 1 + Flips) + (R + x) * quiet;
        return 1 / (1 + Math.Exp(odds));
    }

    internal override FutureOrders Future(int frequency) => new BetaGeometricFuture(R + frequency, Alpha, A, B + frequency + Flips);

    internal override OrderFit At(ReadOnlySpan<double> parameters) =>
        this with { R = parameters[0], Alpha = parameters[1], A = parameters[2], B = parameters[3] };
}

/// <summary>Pareto/NBD.</summary>
/// <param name="R">With <paramref name="Alpha"/>, of the rate of purchases while alive: Gamma(r, α), α in time units.</param>
/// <param name="S">With <paramref name="Beta"/>, of the rate of leaving: Gamma(s, β), β in time units.</param>
public sealed record ParetoFit(TimeUnit Unit, double R, double Alpha, double S, double Beta, FitFacts Facts)
    : OrderFit(OrderModel.ParetoNbd, Unit, Facts)
{
    public override double PAlive(CustomerSummary customer) =>
        new ParetoIntegral(R + customer.Frequency, Alpha, S, Beta).Alive(customer.Recency, customer.T);

    internal override FutureOrders Future(int frequency) => new ParetoFuture(R + frequency, Alpha, S, Beta);

    internal override OrderFit At(ReadOnlySpan<double> parameters) =>
        this with { R = parameters[0], Alpha = parameters[1], S = parameters[2], Beta = parameters[3] };
}
