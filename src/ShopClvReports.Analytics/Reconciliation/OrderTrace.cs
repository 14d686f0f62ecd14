namespace ShopClvReports.Analytics;

/// <summary>What can tell why Shopify counts one order in another way than we do.</summary>
/// <param name="Number">The name people use, such as <c>#1003</c>; empty when there is none.</param>
/// <param name="Customer">The id on the order itself, before merges and before guests are joined with accounts; null for nobody.</param>
/// <param name="Cancelled">Or called off in another way: see <see cref="CountingRule.IsCalledOff"/>.</param>
public sealed record OrderTrace(
    OrderId Id, string Number, CustomerId? Customer, DateTimeOffset ProcessedAt, Currency Currency, OrderAmounts Amounts, bool Test, bool Cancelled,
    FinancialStatus Status)
{
    /// <summary>Tips within the total, minor units; 0 until Shopify was asked.</summary>
    public long Tip { get; init; }

    /// <summary>Paid with gift cards, minor units; 0 until Shopify was asked.</summary>
    public long GiftCardsUsed { get; init; }

    /// <summary>As shown to people.</summary>
    public string Name => Number.Length > 0 ? Number : Id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether something was left to be paid.</summary>
    internal bool IsUnpaid => !Cancelled && Status is not (FinancialStatus.Paid or FinancialStatus.PartiallyRefunded or FinancialStatus.Refunded)
        && Amounts.Received < Amounts.Ordered;
}
