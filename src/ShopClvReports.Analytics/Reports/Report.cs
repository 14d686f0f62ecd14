namespace ShopClvReports.Analytics;

/// <summary>A finished report: data only, for any renderer and language.</summary>
/// <param name="From">First day counted; null for no bound.</param>
/// <param name="To">Last day counted.</param>
/// <param name="Query">What was asked.</param>
/// <param name="Rule">For reports on quiet customers: which those are.</param>
/// <param name="Terms">Where they matter: what the shop says of itself.</param>
/// <param name="By">For reports on cohorts: how long each is.</param>
/// <param name="Foretold">For reports with predicted figures: what those rest on, of the first section.</param>
public sealed record Report(
    ReportKind Kind, Shop Shop, AsOf AsOf, DateOnly? From, DateOnly To, ReportQuery Query, IReadOnlyList<ReportSection> Sections, AlertRule? Rule = null,
    ShopTerms? Terms = null, CohortSpan? By = null, Foretold? Foretold = null)
{
    /// <summary>What it says in sentences, above its figures.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>For the report on channels: whether these are the sources of first visits.</summary>
    public bool ByFirstVisit { get; init; }

    /// <summary>What it says in sentences, below its figures.</summary>
    public IReadOnlyList<Remark> Footnotes { get; init; } = [];

    /// <summary>How many customers it tells of as persons, at most: a summary's and a company's rows name some.</summary>
    public int CustomersNamed => Kind switch
    {
        ReportKind.Clv or ReportKind.Inactive or ReportKind.Companies or ReportKind.Summary or ReportKind.Reconcile => Sections.Sum(s => s.Rows.Length),
        ReportKind.Customer => 1,
        ReportKind.Tiers or ReportKind.Rfm or ReportKind.Cohorts or ReportKind.Forecast or ReportKind.Channels or ReportKind.Products => 0,
    };
}

/// <summary>The part of a report in one currency; currencies are never added up.</summary>
/// <param name="Columns">All of the same length, in the order asked for.</param>
/// <param name="Kind">Of the report it is part of.</param>
/// <param name="Ids">What tells the rows apart, parallel to the columns: see <see cref="ReportKinds.RowKey"/>.</param>
/// <param name="Rows">Indexes into the columns: the rows to show, in order.</param>
/// <param name="Chart">Null where there is nothing to look at.</param>
/// <param name="ShownCustomers">How many customers those rows stand for.</param>
public sealed record ReportSection(
    ReportKind Kind, Currency Currency, ReportTotals Totals, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<string> Ids, int[] Rows, int ShownCustomers,
    Chart? Chart = null)
{
    /// <summary>Whether a row tells more of the one above it, parallel to the columns: it has no place of its own. Null for none.</summary>
    public IReadOnlyList<bool>? Below { get; init; }

    /// <summary>Where the rows are customers, their places in the ledger, parallel to the columns: an id as it is shown may be two customers'.</summary>
    public IReadOnlyList<int>? Customers { get; init; }

    /// <summary>Of the report on differences with Shopify, in the shop's own currency: how many customers were compared. Null elsewhere.</summary>
    public ShopifyAgreement? Agreement { get; init; }

    public bool IsBelow(int row) => Below?[row] == true;

    /// <summary>How many rows with a place there are.</summary>
    /// <param name="from">From this one of <see cref="Rows"/> on.</param>
    public int Places(int from = 0) => Below is null ? Rows.Length - from : Rows.Skip(from).Count(row => !Below[row]);
}

/// <summary>The whole of a section: <c>Shown + Others + WithoutCustomer = Total</c>, always.</summary>
/// <param name="Customers">Customers with at least one order in the period, or listed.</param>
/// <param name="Shown">The rows of the report.</param>
/// <param name="Others">Rows that a filter or a top N leaves out.</param>
/// <param name="WithoutCustomer">Orders that belong to nobody.</param>
public sealed record ReportTotals(int Customers, Tally Total, Tally Shown, Tally Others, Tally WithoutCustomer)
{
    /// <summary>Known customers who never ordered, where the report tells them; they are none of <see cref="Customers"/>.</summary>
    public int Prospects { get; init; }
}

/// <summary>A number of orders and what they are worth, minor units.</summary>
public readonly record struct Tally(int Orders, long Spent)
{
    /// <summary>Of an order, rounded half away from zero; nothing of no orders.</summary>
    public long Average => Orders == 0 ? 0 : (long)Math.Round((decimal)Spent / Orders, MidpointRounding.AwayFromZero);

    public static Tally operator +(Tally a, Tally b) => new(a.Orders + b.Orders, a.Spent + b.Spent);
    public static Tally operator -(Tally a, Tally b) => new(a.Orders - b.Orders, a.Spent - b.Spent);
}

/// <summary>What a user asks of a report.</summary>
/// <param name="Columns">Keys, in order; empty for the report's own choice.</param>
/// <param name="Where">A filter such as <c>total_spent > 500 AND orders >= 2</c>.</param>
/// <param name="Top">The first N rows after sorting; null for all.</param>
/// <param name="Own">Columns of the reader's own; shown behind the others unless <paramref name="Columns"/> names them.</param>
public sealed record ReportQuery(
    Period Period, ValuePolicy Value = ValuePolicy.Paid, IReadOnlyList<string>? Columns = null, string? Where = null,
    IReadOnlyList<SortKey>? Sort = null, int? Top = null, IReadOnlyList<OwnColumn>? Own = null);

/// <summary>A column to sort by. Without a direction, amounts and counts sort largest first, text and dates in order.</summary>
public sealed record SortKey(string Column, bool? Descending)
{
    /// <summary>Reads <c>orders:desc,name</c>.</summary>
    /// <exception cref="FormatException">A direction other than <c>asc</c> and <c>desc</c>.</exception>
    public static IReadOnlyList<SortKey> ParseList(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':') switch
        {
            [var column] => new SortKey(column, null),
            [var column, "asc"] => new SortKey(column, false),
            [var column, "desc"] => new SortKey(column, true),
            _ => throw new FormatException($"'{part}' is not a sort order; expected a column, or column:asc or column:desc"),
        }),
    ];
}

/// <summary>What is wrong with a query, for the person who wrote it.</summary>
public sealed class ReportQueryException(string message, Exception? inner = null) : Exception(message, inner);
