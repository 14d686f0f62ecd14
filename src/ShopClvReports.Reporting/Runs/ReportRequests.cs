using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>From the words of a request to the query they mean.</summary>
public static class ReportRequests
{
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
            < 0 => throw new FormatException("the top takes a number from 0, which means all"),
            0 => null,
            var top => top,
        });

    /// <summary>Checks a request against an empty shop, so that what cannot be is said when it is asked for and not when it is due.</summary>
    /// <exception cref="FormatException">A word, column, filter or sort order that cannot be.</exception>
    public static void Check(this ReportRequest request, Shop shop)
    {
        if (request.Kind != "clv") throw new FormatException($"there is no report '{request.Kind}'; there is clv");
        try
        {
            ClvReport.Build(Ledger.Empty, shop, AsOf.Now(DateTimeOffset.UnixEpoch.AddYears(50), shop.TimeZone), request.Query());
        }
        catch (ReportQueryException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
