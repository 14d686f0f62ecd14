namespace ShopClvReports.Analytics;

/// <summary>Chooses one to five pieces of advice from the figures of a summary; the most urgent first.</summary>
static class AdviceChoice
{
    const int Most = 5;

    /// <summary>Fewer than this are too few to tell a trend from chance.</summary>
    const int EnoughCustomers = 20;

    const double NoticeableFall = 0.2;
    const double SmallerOrders = 0.1;
    const double FewSecondOrders = 0.25;
    const double CarriedByFew = 0.5;

    /// <summary>Of all customers; where many spent the same, the best tier may be all of them.</summary>
    const double AFew = 0.25;

    /// <param name="quiet">Who is high-value and quiet, by what is at stake.</param>
    /// <param name="before">Null when nothing lies before the period.</param>
    public static IReadOnlyList<Advice> Choose(
        Currency currency, IReadOnlyList<QuietPerson> quiet, PeriodFigures now, PeriodFigures? before, IReadOnlyList<ChannelFigures> channels, double margin,
        TopTier top)
    {
        if (now.Tally.Orders == 0 && before is not { Tally.Orders: > 0 } && top.Customers == 0) return [new Advice.ImportOrders()];
        List<Advice> advice = [];
        if (quiet is [var first, ..])
            advice.Add(new Advice.WriteToQuiet(quiet.Count, new Money(quiet.Sum(q => q.AtStake), currency), first.Label, first.DaysSince));
        if (channels.Where(c => Verdict(c) == AcquisitionVerdict.Unsustainable).MaxBy(c => c.Spend) is { } dear) advice.Add(new Advice.MendChannel(dear.Channel, dear.Ratio(margin)));
        if (before is { NewCustomers: >= EnoughCustomers } then)
        {
            if (now.NewCustomers < then.NewCustomers * (1 - NoticeableFall)) advice.Add(new Advice.WinMoreCustomers(now.NewCustomers, then.NewCustomers));
            var again = (double)then.CameBack / then.NewCustomers;
            if (again < FewSecondOrders) advice.Add(new Advice.WinSecondOrders(then.NewCustomers, again));
        }

        if (before?.Tally.Orders >= EnoughCustomers && now.AverageOrderValue is { } value && before.AverageOrderValue is { } old && value < old * (1 - SmallerOrders))
            advice.Add(new Advice.RaiseOrderValue(new Money(value, currency), new Money(old, currency)));
        if (channels.Where(c => Verdict(c) == AcquisitionVerdict.Healthy).MaxBy(c => c.Ratio(margin)) is { } good) advice.Add(new Advice.SpendMoreOn(good.Channel, good.Ratio(margin)));
        if (top.Customers >= 1 && top.Customers <= top.Of * AFew && top.Share >= CarriedByFew) advice.Add(new Advice.CherishTheBest(top.Customers, top.Share));
        if (advice.Count == 0) advice.Add(new Advice.ThankTheBest());
        return [.. advice.Take(Most)];

        AcquisitionVerdict? Verdict(ChannelFigures channel) => AcquisitionVerdicts.Of(channel.Ratio(margin));
    }
}

/// <summary>A customer that is unusually quiet.</summary>
/// <param name="Customer">Place in the ledger.</param>
/// <param name="Label">Name, or what else is known of them.</param>
/// <param name="AtStake">Minor units.</param>
sealed record QuietPerson(int Customer, string Label, long AtStake, int DaysSince);
