namespace ShopClvReports.Analytics;

/// <summary>How one customer stands among all, in one currency, over the whole history.</summary>
/// <param name="Id">As reports show it.</param>
/// <param name="AverageOrderValue">Null without an order.</param>
/// <param name="UsualGapDays">The middle one of the gaps between days with an order; null for one who bought on one day only.</param>
/// <param name="DaysSince">Days since the last order, in any currency; null without one.</param>
/// <param name="Rank">By what was spent, from 1; equal amounts have equal ranks. Null without an order.</param>
/// <param name="Customers">How many there are to be ranked.</param>
public sealed record CustomerStanding(
    string Id, string? Name, string? Email, int Orders, Money Total, Money? AverageOrderValue, int? UsualGapDays, int? DaysSince, int? Rank, int Customers) : Remark
{
    internal static CustomerStanding Of(Ledger ledger, int customer, CustomerTotals totals, Currency currency, PurchaseRhythm rhythm)
    {
        var (orders, spent) = (totals.Orders[customer], totals.Spent[customer]);
        var (better, all) = (0, 0);
        for (var c = 0; c < totals.Orders.Length; c++)
        {
            if (totals.Orders[c] == 0) continue;
            all++;
            if (totals.Spent[c] > spent) better++;
        }

        ref readonly var who = ref ledger.Customer(customer);
        return new CustomerStanding(
            who.ShownId, who.Name, who.Email, orders, new Money(spent, currency), orders == 0 ? null : new Money(new Tally(orders, spent).Average, currency),
            rhythm.UsualGapDays(customer), rhythm.Last[customer] == 0 ? null : rhythm.DaysSince[customer], orders == 0 ? null : better + 1, all);
    }
}
