namespace ShopClvReports.Reporting;

/// <summary>What a reader may need otherwise.</summary>
public sealed record RenderOptions
{
    /// <summary>Begin CSV with a byte order mark. Old Excel reads UTF-8 only with it; many programs stumble over it.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>Customers on an HTML page, at least 1; the page says how many are left out. 500 are about 400 KB.</summary>
    public int HtmlRows { get; init; } = 500;

    /// <summary>Rows of an XLSX sheet with its heading, 2 to 1,048,576, which is Excel's limit; the rest goes on to a next sheet.</summary>
    public int SheetRows { get; init; } = 1_048_576;
}
