using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What a message about alerts says.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Report">Everybody the message is about, by value at stake: the whole list, for files and tables.</param>
/// <param name="Customers">The first <see cref="MostCustomers"/> of them, to be shown one by one.</param>
/// <param name="Past">What such customers did in this shop's past; null when there were too few to tell.</param>
public sealed record AlertDigest(string Rule, Report Report, IReadOnlyList<AlertedCustomer> Customers, Comeback? Past)
{
    public const int MostCustomers = 20;

    /// <summary>Those that are in <see cref="Report"/> alone.</summary>
    public int More => Report.Sections.Sum(s => s.Rows.Length) - Customers.Count;
}

/// <summary>One customer of a digest. Text is hostile.</summary>
/// <param name="IsRepeat">Told before, and still quiet.</param>
/// <param name="Share">Of the shop's revenue in the rule's period, 0 to 1.</param>
/// <param name="UsualGapDays">The middle one of the customer's own gaps between days with an order; null for one who bought once.</param>
/// <param name="AtStake">Spent in the year up to the last order.</param>
/// <param name="UsedToBuy">Titles, most bought first; at most three.</param>
/// <param name="AdminUrl">The customer in the shop's admin; null for a guest.</param>
public sealed record AlertedCustomer(
    Alert Alert, bool IsRepeat, string Id, string? Name, string? Email, Money Total, int Orders, Money Average, double Share, int? UsualGapDays,
    int DaysSince, DateOnly LastOrder, Money AtStake, IReadOnlyList<string> UsedToBuy, string? AdminUrl);

/// <summary>One who came back.</summary>
/// <param name="Value">Of the orders since.</param>
/// <param name="DaysAway">From the last order before to the first after.</param>
public sealed record ReturnedCustomer(Alert Alert, string Id, string? Name, string? Email, Money Value, int Orders, int DaysAway, string? AdminUrl);
