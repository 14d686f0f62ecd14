using System.Globalization;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>A message in plain text, its columns lined up for a font of even width. Ends in a line's end.</summary>
static class MailText
{
    const int WhoWidth = 34;

    public static string Of(MailContent content)
    {
        var text = new StringBuilder();
        Line(content.Title);
        foreach (var line in content.Subtitle) Line(line);
        Block(content.Message);
        Block(content.Notes);
        if (content.Alerts is { } alerts) Customers(alerts);
        foreach (var section in content.Sections) Section(section);
        Block(content.About);
        Line("");
        Line("-- ");
        if (content.Footer is not null) Line(content.Footer);
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void Block(IReadOnlyList<string> lines)
        {
            if (lines.Count > 0) Line("");
            foreach (var line in lines) Line(line);
        }

        void Customers(MailAlerts alerts)
        {
            if (alerts.Past is not null) Block([alerts.Past]);
            foreach (var customer in alerts.Customers)
            {
                string[] who = [customer.Place.Length > 0 ? customer.Place + "." : "", customer.Who, customer.Email is { } email ? $"<{email}>" : ""];
                Block([string.Join(' ', who.Where(part => part.Length > 0))]);
                foreach (var line in customer.Lines) Line("   " + line);
                if (customer.Note is not null) Line("   " + customer.Note);
                foreach (var link in (MailLink[])[.. customer.Admin is { } admin ? [admin] : Array.Empty<MailLink>(), .. customer.Acts])
                    Line($"   {link.Label}: {link.Url}");
            }

            if (alerts.More is not null) Block([alerts.More]);
        }

        void Section(MailSection section)
        {
            Line("");
            if (section.Currency is not null) Block([$"== {section.Currency} ==", ""]);
            Columns([.. section.Figures.Select(f => new[] { f.Label, f.Value })], left: 1);
            if (section.Movers is { } movers) Moved(movers);
            foreach (var table in section.Tables) Table(table);
        }

        void Table(MailTable table)
        {
            Line("");
            if (table.Rows.Count > 0)
                Columns(
                [
                    [.. table.IsRanked ? ["#"] : Array.Empty<string>(), table.Who, .. table.Headings],
                    .. table.Rows.Select(row => (string[])[.. table.IsRanked ? [row.Place] : Array.Empty<string>(), Fit(row.Who), .. row.Values]),
                ], left: table.IsRanked ? 2 : 1, [[], .. table.Rows.Select(row => row.Notes)]);
            foreach (var line in table.After) Line(line);
        }

        void Moved(MailMovers movers)
        {
            Block([movers.Title, movers.Total]);
            if (movers.None is not null) Line(movers.None);
            foreach (var list in movers.Lists)
            {
                Line(list.Title + ":");
                Columns([.. list.Movers.Select(m => new[] { "  " + Fit(m.Who), m.Amount, m.Note ?? "" })], left: 1);
            }
        }

        void Columns(IReadOnlyList<string[]> rows, int left, IReadOnlyList<IReadOnlyList<string>>? notes = null)
        {
            if (rows.Count == 0) return;
            int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => Width(row[i])))];
            foreach (var (place, row) in rows.Index())
            {
                Line(string.Join("  ", row.Select((cell, i) =>
                {
                    var room = new string(' ', widths[i] - Width(cell));
                    return i < left ? cell + room : room + cell;
                })).TrimEnd());
                foreach (var note in notes?[place] ?? []) Line("   " + note);
            }
        }
    }

    static string Fit(string who) => VisibleText.OneLine(who, WhoWidth);

    /// <summary>In letters of a font of even width: marks stand on the letter before, East Asian signs and emoji are two wide.</summary>
    static int Width(string text) => text.EnumerateRunes().Sum(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFF01 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1,
    });
}
