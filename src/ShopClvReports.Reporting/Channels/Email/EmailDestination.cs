using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Such as <c>email:jan@x.nl,piet@y.nl?cc=a@b.nl&amp;bcc=c@d.nl&amp;attach=csv,xlsx</c>.</summary>
sealed record EmailDestination(
    IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Bcc, IReadOnlyList<ReportFormat> Attach)
{
    const string Usual = "csv,xlsx";

    /// <summary>Every address once, whatever its case, in the order written.</summary>
    public IReadOnlyList<string> Recipients { get; } = [.. To.Concat(Cc).Concat(Bcc).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <exception cref="FormatException">An address or an option will not do; the message says what would.</exception>
    public static EmailDestination Of(Destination destination)
    {
        if (destination.Options.Keys.FirstOrDefault(o => o is not ("cc" or "bcc" or "attach")) is { } unknown)
            throw new FormatException($"email has no option '{VisibleText.OneLine(unknown, 60)}'; expected cc, bcc or attach");
        var to = Addresses(destination.Target);
        if (to.Count == 0) throw new FormatException("email: names no address; expected one or more, such as email:jan@example.nl,piet@example.nl");
        return new EmailDestination(
            to, Addresses(destination.Option("cc")), Addresses(destination.Option("bcc")), Formats(destination.Option("attach") ?? Usual));
    }

    static List<string> Addresses(string? list) =>
    [
        .. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Mailbox.ParseAddress).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    static List<ReportFormat> Formats(string list) => list == "none"
        ? []
        : [.. list.Split(',', StringSplitOptions.TrimEntries).Select(name => name switch
        {
            "csv" => ReportFormat.Csv,
            "xlsx" => ReportFormat.Xlsx,
            _ => throw new FormatException($"attach={VisibleText.OneLine(list, 60)} is not known; expected none, csv, xlsx or csv,xlsx"),
        }).Distinct()];
}
