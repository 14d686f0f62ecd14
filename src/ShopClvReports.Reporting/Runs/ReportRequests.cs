using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>From the words of a request to the report they mean: the one place that knows every kind.</summary>
public static class ReportRequests
{
    /// <exception cref="FormatException">A word that means nothing, or nothing to this report; the message lists those that do.</exception>
    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public static Report Build(this ReportRequest request, ReportSource source)
    {
        var (ledger, shop, asOf) = (source.Ledger, source.Shop, source.AsOf);
        var (kind, query) = (ReportKinds.Parse(request.Kind), request.Query());
        if (request.Rule is not null && kind != ReportKind.Inactive) throw new FormatException($"who is high-value and when quiet is for the inactive report, not for {request.Kind}");
        return kind switch
        {
            ReportKind.Clv => ClvReport.Build(ledger, shop, asOf, query),
            ReportKind.Inactive => InactiveReport.Build(ledger, shop, asOf, query, request.Rule ?? new AlertRuleText().Over(null)),
            ReportKind.Channels => ChannelsReport.Build(ledger, shop, asOf, query, source.Spend(), source.Terms),
            ReportKind.Products => ProductsReport.Build(ledger, shop, asOf, query, source.ReadLines, source.Terms),
            ReportKind.Customer => OfCustomer(request.Customer, source, query),
            ReportKind.Summary => SummaryReport.Build(ledger, shop, asOf, query, source.Spend(), source.Terms),
        };
    }

    static Report OfCustomer(string? who, ReportSource source, ReportQuery query)
    {
        if (who is null) throw new FormatException("the customer report speaks of one customer and is made when it is asked for: shopclv report customer ID");
        var customer = CustomerSearch.Find(source.Ledger, who);
        var orders = CustomerReport.OrdersOf(source.Ledger, customer);
        return CustomerReport.Build(source.Ledger, source.Shop, source.AsOf, query, customer, source.Notes(orders), source.Lines(orders));
    }

    /// <summary>The period when none is asked for.</summary>
    public static string UsualPeriod(ReportKind kind) => kind == ReportKind.Summary ? "last-30-days" : Period.All.Name;

    /// <summary>Every column that a report can show.</summary>
    public static IReadOnlyList<string> Columns(ReportKind kind) => [.. ((string[])[kind.RowKey(), .. kind switch
    {
        ReportKind.Clv => ClvReport.ColumnKeys,
        ReportKind.Inactive => InactiveReport.ColumnKeys,
        ReportKind.Channels => ChannelsReport.ColumnKeys,
        ReportKind.Products => [.. ProductsReport.ColumnKeys, .. ProductsReport.MoreColumns],
        ReportKind.Customer => CustomerReport.ColumnKeys,
        ReportKind.Summary => SummaryReport.ColumnKeys,
    }]).Distinct()];

    /// <exception cref="FormatException">A word that means nothing; the message lists those that do.</exception>
    public static ReportQuery Query(this ReportRequest request) => new(
        Period.Parse(request.Period),
        Enum.TryParse<ValuePolicy>(request.Value, ignoreCase: true, out var policy)
            ? policy
            : throw new FormatException($"'{request.Value}' is not a value policy; expected paid, current or ordered"),
        request.Columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        request.Where,
        request.Sort is { } sort ? SortKey.ParseList(sort) : null,
        request.Top switch
        {
            < 0 => throw new FormatException("the top (--top) takes a number from 0, which means all"),
            0 => null,
            var top => top,
        });

    /// <summary>Tries a request on an empty shop, so that what cannot be is said when it is asked for and not when it is due.</summary>
    /// <exception cref="FormatException">A word, column, filter or sort order that cannot be.</exception>
    public static void Check(this ReportRequest request, Shop shop)
    {
        try
        {
            request.Build(ReportSource.Nothing(shop));
        }
        catch (ReportQueryException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
