namespace ShopClvReports.Shopify;

/// <summary>The shapes in which orders come as a file.</summary>
public enum ImportFormat
{
    /// <summary>
    /// Orders as webhooks and the REST API show them: one object, an array, objects one after the other, or <c>{"orders":[…]}</c>.
    /// </summary>
    Webhook,

    /// <summary>The result of a bulk operation: GraphQL objects, one a line, children joined on <c>__parentId</c>.</summary>
    Bulk,

    /// <summary>The CSV that a shop's admin exports under Orders.</summary>
    AdminCsv,

    /// <summary><c>customer_id,ordered_at,amount[,order_id,email,name,currency]</c>.</summary>
    PlainCsv,
}

/// <summary>The formats' names, on the command line and in the quarantine.</summary>
public static class ImportFormats
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ImportFormat>().Select(Name)];

    public static string Name(this ImportFormat format) => format switch
    {
        ImportFormat.Webhook => "webhook",
        ImportFormat.Bulk => "bulk",
        ImportFormat.AdminCsv => "admin-csv",
        ImportFormat.PlainCsv => "plain-csv",
    };

    /// <returns>Null for a name of no format.</returns>
    public static ImportFormat? Parse(string name) =>
        Enum.GetValues<ImportFormat>().Cast<ImportFormat?>().FirstOrDefault(format => format!.Value.Name() == name);
}
