namespace ShopClvReports.Analytics;

/// <summary>Something worth doing, and the figure that says so.</summary>
public abstract record Advice : Remark
{
    /// <summary>High-value customers are unusually quiet: write to them, beginning with the one who has most at stake.</summary>
    public sealed record WriteToQuiet(int Customers, Money AtStake, string First, int DaysSince) : Advice;

    /// <summary>Of the customers won in the period before, few have ordered again.</summary>
    /// <param name="Share">Fraction that has.</param>
    public sealed record WinSecondOrders(int Won, double Share) : Advice;

    /// <summary>Fewer customers were won than in the period before.</summary>
    public sealed record WinMoreCustomers(int Now, int Before) : Advice;

    /// <summary>The average order has become smaller.</summary>
    public sealed record RaiseOrderValue(Money Now, Money Before) : Advice;

    /// <summary>A channel costs more than its customers bring.</summary>
    /// <param name="Ratio">CLV:CAC.</param>
    public sealed record MendChannel(string Channel, double Ratio) : Advice;

    /// <summary>A channel's customers bring several times what they cost.</summary>
    /// <param name="Ratio">CLV:CAC.</param>
    public sealed record SpendMoreOn(string Channel, double Ratio) : Advice;

    /// <summary>A few customers carry the shop.</summary>
    /// <param name="Share">Of what was spent in the whole history.</param>
    public sealed record CherishTheBest(int Customers, double Share) : Advice;

    /// <summary>Nothing stands out.</summary>
    public sealed record ThankTheBest : Advice;

    /// <summary>There is nothing to tell from yet.</summary>
    public sealed record ImportOrders : Advice;
}
