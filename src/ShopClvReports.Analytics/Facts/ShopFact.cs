namespace ShopClvReports.Analytics;

/// <summary>Something learned of a shop. Facts may come late, twice and in any order; storing them in any order gives the same state.</summary>
public abstract record ShopFact;

/// <summary>A version of an order, with what its payload tells of refunds and the customer.</summary>
public sealed record OrderSeen(OrderFact Order, IReadOnlyList<RefundFact> Refunds, CustomerFact? Customer) : ShopFact;

/// <summary>The order is gone for good; no later or earlier version brings it back.</summary>
public sealed record OrderDeleted(OrderId Order) : ShopFact;

/// <summary>The order's lines were edited; only a whole order seen after <paramref name="At"/> tells how.</summary>
public sealed record OrderEdited(OrderId Order, DateTimeOffset At) : ShopFact;

/// <summary>Money given back, possibly before the order itself is known.</summary>
public sealed record RefundMade(RefundFact Refund) : ShopFact;

/// <summary>A version of a customer's name and address.</summary>
public sealed record CustomerSeen(CustomerFact Customer) : ShopFact;

/// <summary>The customer's personal data must go; the orders stay under the bare id.</summary>
public sealed record CustomerDeleted(CustomerId Customer) : ShopFact;

/// <summary>Two accounts were one person: orders of <paramref name="Gone"/>, past and future, belong to <paramref name="Kept"/>.</summary>
public sealed record CustomersMerged(CustomerId Kept, CustomerId Gone) : ShopFact;

/// <summary>What a variant costs, as of an instant.</summary>
public sealed record VariantCostSeen(VariantCost Cost) : ShopFact;

/// <summary>Shopify passes on what a person or a shop has a right to; an obligation from the moment it is stored.</summary>
/// <param name="Customer">Null where only an e-mail address is known, and for a shop.</param>
/// <param name="Email">Likewise.</param>
/// <param name="Orders">Orders that it names besides.</param>
/// <param name="Request">Shopify's number of a request for data.</param>
/// <param name="At">When it came: the time to act runs from then.</param>
public sealed record PrivacyAsked(
    PrivacyKind Kind, CustomerId? Customer, string? Email, IReadOnlyList<OrderId> Orders, long? Request, DateTimeOffset At) : ShopFact;

/// <summary>What is asked for.</summary>
public enum PrivacyKind
{
    /// <summary>A customer wants to know what is kept of them.</summary>
    DataRequest,

    /// <summary>A customer is to be forgotten.</summary>
    CustomerRedact,

    /// <summary>Everything of a shop is to go.</summary>
    ShopRedact,
}

/// <summary>The shop's owner removed the app: its token is good for nothing any more.</summary>
public sealed record AppUninstalled(DateTimeOffset At) : ShopFact;

/// <summary>One refund of an order.</summary>
/// <param name="Amount">Successful refund transactions, minor units of the order's currency.</param>
public sealed record RefundFact(long Id, OrderId Order, long Amount, DateTimeOffset ProcessedAt);

/// <summary>Who a customer is.</summary>
/// <param name="Label">What to show as the id when Shopify has none: the other system's id.</param>
/// <param name="UpdatedAt">The version: a newer one replaces an older one.</param>
public sealed record CustomerFact(CustomerId Id, CustomerKind Kind, string? Label, string? Name, string? Email, DateTimeOffset UpdatedAt);

/// <summary>How a customer came to have an id.</summary>
public enum CustomerKind
{
    /// <summary>A customer of the shop, numbered by Shopify.</summary>
    Account,

    /// <summary>Bought without an account; known by e-mail, and joined with the account that has it.</summary>
    Guest,

    /// <summary>Numbered by another system, in a plain file.</summary>
    Imported,

    /// <summary>An id that an order or a merge names, of which nothing else is known.</summary>
    Unknown,
}
