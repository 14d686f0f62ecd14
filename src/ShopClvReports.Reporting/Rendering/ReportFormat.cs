namespace ShopClvReports.Reporting;

/// <summary>A kind of file a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>Comma-separated values, one table for all currencies.</summary>
    Csv,

    /// <summary>One object, for programs.</summary>
    Json,

    /// <summary>An Excel workbook, one sheet for each currency.</summary>
    Xlsx,

    /// <summary>One self-contained page.</summary>
    Html,
}

/// <summary>The names of the formats.</summary>
public static class ReportFormats
{
    /// <summary>Every name that <see cref="Parse"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["csv", "json", "xlsx", "html"];

    /// <exception cref="FormatException">No such format; the message lists those that are.</exception>
    public static ReportFormat Parse(string text) => text switch
    {
        "csv" => ReportFormat.Csv,
        "json" => ReportFormat.Json,
        "xlsx" => ReportFormat.Xlsx,
        "html" => ReportFormat.Html,
        _ => throw new FormatException($"'{text}' is not a file format; expected {string.Join(", ", Names)}"),
    };

    /// <summary>With the dot, such as <c>.csv</c>.</summary>
    public static string FileExtension(this ReportFormat format) => format switch
    {
        ReportFormat.Csv => ".csv",
        ReportFormat.Json => ".json",
        ReportFormat.Xlsx => ".xlsx",
        ReportFormat.Html => ".html",
    };

    /// <summary>Such as <c>text/csv</c>.</summary>
    public static string MediaType(this ReportFormat format) => format switch
    {
        ReportFormat.Csv => "text/csv; charset=utf-8",
        ReportFormat.Json => "application/json",
        ReportFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ReportFormat.Html => "text/html; charset=utf-8",
    };
}
