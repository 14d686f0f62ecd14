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

    /// <summary>What three columns show best, best first.</summary>
    static readonly string[] s_preferred =
        ["total_spent", "orders", "last_order", "average_order_value", "share_of_revenue", "first_order", "days_since", "customer_id"];

    static readonly string[] s_preferredOfGroups = ["customers", "retention", "revenue_per_customer", "revenue", "share_of_revenue"];
    const int MostColumns = 3;

    public static MailTable Of(ReportSection section, int sections, bool hasFiles, Language language)
    {
        var (words, say, formats) = (Words.Of(language), MessageWords.Of(language), Formats.Of(language));
        var kept = section.Columns.Where(c => IsValue(section, c)).OrderBy(c => Rank(section.Kind, c.Key)).Take(MostColumns).ToHashSet();
        ReportColumn[] columns = [.. section.Columns.Where(kept.Contains)];
        int[] rows = [.. section.Rows.Take(Math.Clamp(2 * MostRows / sections, 3, MostRows))];
        var spent = columns.OfType<MoneyColumn>().FirstOrDefault(c => c.Key is "total_spent" or "revenue");
        var most = spent is null ? 0 : rows.Select(row => spent.Values[row]).DefaultIfEmpty().Max();
        return new MailTable(
            section.Kind.ListsCustomers() ? words.CustomerName : words.Heading(section.Kind.RowKey()),
            [.. columns.Select(c => words.Heading(c.Key))],
            [.. rows.Select((row, i) => new MailRow(
                formats.Count(i + 1), NameOf(section, row, words), Text(section, "email", row),
                [.. columns.Select(c => formats.Cell(c, row, LongestText))],
                most <= 0 ? null : (int)Math.Round(Math.Clamp((double)spent!.Values[row] / most, 0, 1) * 100)))],
            [.. After()]);

        IEnumerable<string> After()
        {
            if (rows.Length == 0) yield return words.NoRows(words.Rows(section.Kind));
            var more = section.Rows.Length - rows.Length;
            if (more > 0) yield return hasFiles ? say.MoreInFiles(formats.Count(more), words.Rows(section.Kind)) : say.More(formats.Count(more), words.Rows(section.Kind));
            var missing = section.Columns.Where(c => IsValue(section, c) && !kept.Contains(c)).Select(c => words.Heading(c.Key));
            if (missing.Any()) yield return words.ColumnsLeftOut(string.Join(", ", missing));
        }
    }

    /// <summary>A customer's name, or that there is none.</summary>
    public static string NameOf(string? name, Words words) => VisibleText.OneLine(name, LongestText).Trim() is { Length: > 0 } visible ? visible : words.NoName;

    /// <summary>With neither name nor e-mail the id says who it is.</summary>
    static string NameOf(ReportSection section, int row, Words words) =>
        !section.Kind.ListsCustomers() ? VisibleText.OneLine(words.Word(section.Ids[row]), LongestText)
        : Text(section, "name", row) ?? (section.Columns.Any(c => c.Key == "name") && Text(section, "email", row) is not null ? words.NoName : null)
        ?? Text(section, "email", row) ?? VisibleText.OneLine(section.Ids[row], LongestText);

    static string? Text(ReportSection section, string key, int row) =>
        section.Columns.OfType<TextColumn>().FirstOrDefault(c => c.Key == key)?.Values[row] is { Length: > 0 } text ? VisibleText.OneLine(text, LongestText) : null;

    /// <summary>A column of customers that is not among the preferred was asked for, or is the point of the report.</summary>
    static int Rank(ReportKind kind, string key) => kind.ListsCustomers()
        ? Array.IndexOf(s_preferred, key)
        : Array.IndexOf(s_preferredOfGroups, key) is var place and >= 0 ? place : s_preferredOfGroups.Length;

    static bool IsValue(ReportSection section, ReportColumn column) =>
        column.Key is not ("name" or "email") && (section.Kind.ListsCustomers() || column.Key != section.Kind.RowKey());
}

/// <summary>One customer.</summary>
/// <param name="Email">Null when unknown or not asked for.</param>
/// <param name="Bar">Of the largest amount in the table, in percent; null when there is none to compare.</param>
public sealed record MailRow(string Place, string Who, string? Email, IReadOnlyList<string> Values, int? Bar);
