using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>
/// The CSV that a shop's admin exports under Orders: a row for each line of an order, the first with the order's own fields, the
/// next ones blank there and of the same name. It knows no customer, only an e-mail.
/// </summary>
static class AdminCsv
{
    public static IReadOnlyList<string> Required { get; } =
        ["Name", "Email", "Financial Status", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"];

    public static IReadOnlyList<string> Optional { get; } =
    [
        "Id", "Paid at", "Cancelled at", "Currency", "Taxes", "Shipping", "Refunded Amount", "Outstanding Balance", "Source",
        "Billing Name", "Shipping Name", "Lineitem discount",
    ];

    /// <summary>What tells it from other CSV files.</summary>
    public static IReadOnlyList<string> Telling { get; } = ["Name", "Financial Status", "Lineitem name"];

    /// <exception cref="ImportException">A column is missing.</exception>
    public static IEnumerable<Imported> Read(ImportSource source, Shop shop, string name)
    {
        var header = CsvHeader.Peek(source, name);
        var columns = header.Require(name, Required, Optional);
        source.Take(header.Raw.Length);
        using var records = new CsvRecords(source, header, columns);
        var order = new AdminOrder(shop, header);
        while (records.Read())
        {
            if (records.Broken is { } reason)
            {
                yield return Imported.No(records.Line, reason, header.Above(records.Raw));
                continue;
            }

            if (!order.Has(records) && order.Take() is { } done) yield return done;
            order.Add(records);
        }

        if (order.Take() is { } last) yield return last;
    }
}
