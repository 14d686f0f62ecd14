namespace ShopClvReports.Analytics;

/// <summary>What a payload or file line says of one order. Immutable; a later version of the order is another fact.</summary>
/// <param name="Number">The name people use, such as <c>#1001</c>.</param>
/// <param name="Customer">Null when neither a customer nor an e-mail is known.</param>
/// <param name="ProcessedAt">The order date of every report. May precede the order's creation (imports).</param>
/// <param name="UpdatedAt">The version: a newer one replaces an older one.</param>
/// <param name="Currency">The shop's currency when the order was placed.</param>
/// <param name="Test">Test orders never count.</param>
/// <param name="Channel">Shopify's source name, such as <c>web</c>, <c>pos</c> or an app's number; empty when unknown.</param>
public sealed record OrderFact(
    OrderId Id,
    string Number,
    CustomerId? Customer,
    DateTimeOffset ProcessedAt,
    DateTimeOffset UpdatedAt,
    Currency Currency,
    OrderAmounts Amounts,
    bool Test,
    DateTimeOffset? CancelledAt,
    FinancialStatus Status,
    string Channel,
    IReadOnlyList<LineItem> Lines,
    OrderDetail Detail)
{
    /// <summary>The company that it was placed for; null for an order of a person.</summary>
    public OrderCompany? Company { get; init; }

    /// <summary>Null where the source does not tell, as webhooks do not.</summary>
    public FirstVisit? FirstVisit { get; init; }

    /// <summary>
    /// Decides between two versions with the same <see cref="UpdatedAt"/>, which Shopify cuts to whole seconds: the one further
    /// along wins, whichever arrives first. Cancelled outranks open; then by payment. Where
    /// that is equal too, the store lets the greater amounts win, so that every order of arrival ends the same.
    /// </summary>
    public int Progress => (CancelledAt is null ? 0 : 100) + (int)Status;
}

/// <summary>How much of the order the source shows. A whole order always replaces a summary, and never the other way round.</summary>
public enum OrderDetail
{
    /// <summary>A line of a file that lacks Shopify's ids or the time of the last change, or an order of which lines may be missing.</summary>
    Summary,

    /// <summary>Shopify's own whole order.</summary>
    Whole,
}

/// <summary>Shopify's payment state, in the order in which an order passes through them.</summary>
public enum FinancialStatus
{
    /// <summary>Shopify did not say.</summary>
    Unknown,
    Pending,
    Authorized,
    PartiallyPaid,
    Paid,
    PartiallyRefunded,
    Refunded,
    Voided,
    Expired,
}

/// <summary>One line of an order.</summary>
/// <param name="Product">Null for custom items and deleted products.</param>
/// <param name="Quantity">As ordered.</param>
/// <param name="CurrentQuantity">After removals and returns.</param>
/// <param name="Net">Price × ordered quantity less all discounts, minor units of the order's currency, without tax unless prices include it.</param>
/// <param name="IsGiftCard">A gift card sold is a liability, not merchandise.</param>
/// <param name="Variant">Null for custom items and deleted variants, and where the source does not tell.</param>
public sealed record LineItem(
    long Id, ProductId? Product, string Title, int Quantity, int CurrentQuantity, long Net, bool IsGiftCard, VariantId? Variant = null);
