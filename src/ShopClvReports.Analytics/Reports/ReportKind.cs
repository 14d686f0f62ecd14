namespace ShopClvReports.Analytics;

/// <summary>Every report there is.</summary>
public enum ReportKind
{
    /// <summary>Every customer and what they are worth.</summary>
    Clv,

    /// <summary>High-value customers that are unusually quiet.</summary>
    Inactive,

    /// <summary>The customers by what they spent.</summary>
    Tiers,

    /// <summary>The customers by recency, frequency and monetary value.</summary>
    Rfm,

    /// <summary>The customers by their first order, and what they did since.</summary>
    Cohorts,

    /// <summary>What the customers known today are expected to order.</summary>
    Forecast,

    /// <summary>Channels by the customers they won.</summary>
    Channels,

    /// <summary>Products by what they sold and whom they won.</summary>
    Products,

    /// <summary>Companies and who orders for them.</summary>
    Companies,

    /// <summary>One customer's orders.</summary>
    Customer,

    /// <summary>One page for the owner.</summary>
    Summary,

    /// <summary>Customers and days whose figures are not Shopify's, and why.</summary>
    Reconcile,
}

/// <summary>What the kinds are called where somebody types them.</summary>
public static class ReportKinds
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ReportKind>().Select(Name)];

    /// <summary>As it is typed and stored, such as <c>clv</c>.</summary>
    public static string Name(this ReportKind kind) => kind.ToString().ToLowerInvariant();

    /// <exception cref="FormatException">There is no such report; the message lists those that there are.</exception>
    public static ReportKind Parse(string text) => Names.Contains(text)
        ? Enum.Parse<ReportKind>(text, ignoreCase: true)
        : throw new FormatException($"there is no report '{text}'; there is {string.Join(", ", Names)}");

    /// <summary>The column that tells one row from another, whatever columns are asked for.</summary>
    public static string RowKey(this ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Inactive => "customer_id",
        ReportKind.Tiers => "tier",
        ReportKind.Rfm => "rfm_group",
        ReportKind.Cohorts => "cell",
        ReportKind.Forecast => "horizon",
        ReportKind.Channels => "channel",
        ReportKind.Products => "product",
        ReportKind.Companies => "company",
        ReportKind.Customer => "order",
        ReportKind.Summary => "what",
        ReportKind.Reconcile => "item",
    };

    /// <summary>Whether each row is a customer, so that one can tell who moved since the run before.</summary>
    public static bool ListsCustomers(this ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Inactive => true,
        ReportKind.Tiers or ReportKind.Rfm or ReportKind.Cohorts or ReportKind.Forecast => false,
        ReportKind.Channels or ReportKind.Products or ReportKind.Companies or ReportKind.Customer or ReportKind.Summary => false,
        ReportKind.Reconcile => false,
    };

    /// <summary>Whether its rows are there whatever there is to tell, even of a shop without orders.</summary>
    public static bool AlwaysHasRows(this ReportKind kind) => kind is ReportKind.Forecast or ReportKind.Summary;

    /// <summary>Whether there are as many rows as a shop has customers or months. One customer's orders are asked for to see them all.</summary>
    public static bool MayBeLong(this ReportKind kind) => kind.ListsCustomers() || kind is ReportKind.Cohorts or ReportKind.Products or ReportKind.Companies or ReportKind.Reconcile;

    /// <summary>Whether the rows share out the orders, so that what is shown and what is not add up to the whole.</summary>
    public static bool SharesOut(this ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Inactive or ReportKind.Tiers or ReportKind.Rfm or ReportKind.Cohorts => true,
        ReportKind.Channels or ReportKind.Companies or ReportKind.Customer => true,
        ReportKind.Forecast or ReportKind.Products or ReportKind.Summary or ReportKind.Reconcile => false,
    };
}
