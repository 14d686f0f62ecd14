using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The first customers of a section, with as many columns as a mail has room for.</summary>
/// <param name="Who">Heading of what the rows are.</param>
/// <param name="Headings">Of the other columns, in the order of the report.</param>
/// <param name="After">What is left out, a line each.</param>
public sealed record MailTable(string Who, IReadOnlyList<string> Headings, IReadOnlyList<MailRow> Rows, IReadOnlyList<string> After)
{
    /// <summary>More is for the files; and Gmail cuts off what is longer than 102 KB.</summary>
    const int MostRows = 25;
    const int LongestText = 60;
    const int LongestNote = 160;

    /// <summary>What three columns show best, best first.</summary>
    static readonly string[] s_preferred =
        ["total_spent", "orders", "last_order", "average_order_value", "share_of_revenue", "first_order", "days_since", "customer_id"];

    static string[] Preferred(ReportKind kind) => kind switch
    {
        ReportKind.Clv or ReportKind.Inactive => s_preferred,
        ReportKind.Channels => ["clv_per_customer", "cac", "verdict", "new_customers", "revenue"],
        ReportKind.Products => ["clv_per_customer", "first_customers", "repeat_rate", "revenue"],
        ReportKind.Companies => ["revenue", "contacts", "historical_clv"],
        ReportKind.Forecast => ["expected_revenue", "revenue_low", "revenue_high"],
        ReportKind.Reconcile => ["difference", "orders_between", "shopifys"],
        ReportKind.Tiers or ReportKind.Rfm or ReportKind.Cohorts or ReportKind.Customer or ReportKind.Summary =>
            ["customers", "retention", "revenue_per_customer", "revenue", "share_of_revenue"],
    };

    const int MostColumns = 3;

    /// <summary>Whether the rows have places.</summary>
    public bool IsRanked => Rows.Any(row => row.Place.Length > 0);

    /// <inheritdoc cref="MailSection.Of"/>
    public static IReadOnlyList<MailTable> AllOf(ReportSection section, int sections, bool hasFiles, Language language) =>
        SummaryPart.Of(section, language) is { Count: > 0 } parts ? [.. parts.Select(Of)] : [Of(section, sections, hasFiles, language)];

    static MailTable Of(SummaryPart part) => new(
        part.Title, part.Headings,
        [.. part.Lines.Select(line => new MailRow("", line.Name, null, line.Values, Percent(line.Bar), line.Against is { } against ? Percent(against) : null))], []);

    static MailTable Of(ReportSection section, int sections, bool hasFiles, Language language)
    {
        var (words, say, formats) = (Words.Of(language), MessageWords.Of(language), Formats.Of(language));
        int[] rows = [.. section.Rows.Take(Math.Clamp((section.Columns.Any(c => IsNote(section.Kind, c)) ? MostRows : 2 * MostRows) / sections, 3, MostRows))];
        var kept = section.Columns.Where(c => IsValue(section, c)).OrderBy(c => IsBlank(c, rows)).ThenBy(c => Rank(section.Kind, c.Key)).Take(MostColumns).ToHashSet();
        ReportColumn[] columns = [.. section.Columns.Where(kept.Contains)];
        var chart = section.Chart as Chart.Bars;
        var spent = columns.OfType<MoneyColumn>().FirstOrDefault(c => chart is null ? c.Key is "total_spent" or "revenue" : c.Key == chart.Measure);
        var held = spent is null ? null : columns.OfType<MoneyColumn>().FirstOrDefault(c => c.Key == chart?.Against?.Measure);
        var most = new[] { spent, held }.OfType<MoneyColumn>().SelectMany(c => rows.Select(row => c.Values[row])).DefaultIfEmpty().Max();
        return new MailTable(
            section.Kind.ListsCustomers() ? words.CustomerName : section.Kind == ReportKind.Reconcile ? words.Reconcile.CustomerOrDay : words.Heading(section.Kind.RowKey()),
            [.. columns.Select(c => words.Heading(c.Key))],
            [.. rows.Select((row, i) => new MailRow(
                section.IsBelow(row) ? "" : formats.Count(i + 1 - rows.Take(i).Count(section.IsBelow)), NameOf(section, row, words), Which(section, row),
                [.. columns.Select(c => formats.Cell(c, row, LongestText))],
                most <= 0 ? null : Percent((double)spent!.Values[row] / most), most <= 0 || held is null ? null : Percent((double)held.Values[row] / most))
            {
                Notes = [.. section.Columns.Where(c => IsNote(section.Kind, c)).Select(c => formats.Cell(c, row, LongestNote).Trim()).Where(note => note.Length > 0)],
            })],
            [.. After()]);

        IEnumerable<string> After()
        {
            if (rows.Length == 0) yield return words.NoRows(words.Rows(section.Kind));
            var more = section.Places(rows.Length);
            if (more > 0) yield return hasFiles ? say.MoreInFiles(formats.Count(more), words.Rows(section.Kind)) : say.More(formats.Count(more), words.Rows(section.Kind));
            var missing = section.Columns.Where(c => IsValue(section, c) && !kept.Contains(c)).Select(c => words.Heading(c.Key));
            if (missing.Any()) yield return words.ColumnsLeftOut(string.Join(", ", missing));
        }
    }

    static int Percent(double part) => (int)Math.Round(Math.Clamp(part, 0, 1) * 100);

    /// <summary>A customer's name, or that there is none.</summary>
    public static string NameOf(string? name, Words words) => VisibleText.OneLine(name, LongestText).Trim() is { Length: > 0 } visible ? visible : words.NoName;

    /// <summary>With neither name nor e-mail the id says who it is. Below a company stands who orders for it.</summary>
    static string NameOf(ReportSection section, int row, Words words) =>
        section.IsBelow(row) ? $"↳ {Text(section, "contact", row) ?? Text(section, "contact_id", row)}"
        : section.Kind == ReportKind.Reconcile && Text(section, "what", row) is { } named ? named
        : !section.Kind.ListsCustomers() ? VisibleText.OneLine(IsWord(section.Kind) ? words.Word(section.Ids[row]) : section.Ids[row], LongestText)
        : Text(section, "name", row) ?? (section.Columns.Any(c => c.Key == "name") && Text(section, "email", row) is not null ? words.NoName : null)
        ?? Text(section, "email", row) ?? VisibleText.OneLine(section.Ids[row], LongestText);

    static string? Which(ReportSection section, int row) =>
        section.Kind == ReportKind.Reconcile ? VisibleText.OneLine(section.Ids[row], LongestText) : Text(section, "email", row);

    /// <summary>A product may be called like a word of ours.</summary>
    static bool IsWord(ReportKind kind) => kind is not (ReportKind.Products or ReportKind.Companies or ReportKind.Customer or ReportKind.Reconcile);

    static string? Text(ReportSection section, string key, int row) =>
        section.Columns.OfType<TextColumn>().FirstOrDefault(c => c.Key == key)?.Values[row] is { Length: > 0 } text ? VisibleText.OneLine(text, LongestText) : null;

    /// <summary>A column of customers that is not among the preferred was asked for, or is the point of the report.</summary>
    static int Rank(ReportKind kind, string key) => Array.IndexOf(Preferred(kind), key) is var place && (place >= 0 || kind.ListsCustomers()) ? place : int.MaxValue;

    /// <summary>Whether nobody can tell it of any row, such as what winning a customer cost.</summary>
    static bool IsBlank(ReportColumn column, int[] rows) => rows.Length > 0 && column switch
    {
        MoneyColumn money => rows.All(row => money.At(row) is null),
        TextColumn text => rows.All(row => string.IsNullOrEmpty(text.Values[row])),
        _ => false,
    };

    /// <summary>Whether it is a sentence, with a line to itself below the row.</summary>
    static bool IsNote(ReportKind kind, ReportColumn column) => kind == ReportKind.Reconcile && column.Key is "explanation" or "orders_named";

    static bool IsValue(ReportSection section, ReportColumn column) =>
        column.Key is not ("name" or "email") && (section.Kind.ListsCustomers() || column.Key != section.Kind.RowKey())
        // What stands in the first column already.
        && !(section.Kind == ReportKind.Forecast && column.Key == "days") && !(section.Kind == ReportKind.Reconcile && column.Key is "part" or "what")
        && !IsNote(section.Kind, column) && !(section.Below is not null && column.Key == "contact");
}

/// <summary>One customer.</summary>
/// <param name="Place">Empty where the rows have no order of rank.</param>
/// <param name="Which">The e-mail address or the id, which tell apart who has the same name; null when unknown or not asked for.</param>
/// <param name="Bar">Of the largest amount in the table, in percent; null when there is none to compare.</param>
/// <param name="Against">A second bar, of what the first is held against; null for none.</param>
public sealed record MailRow(string Place, string Who, string? Which, IReadOnlyList<string> Values, int? Bar, int? Against = null)
{
    /// <summary>Each is a line of its own below the others.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
