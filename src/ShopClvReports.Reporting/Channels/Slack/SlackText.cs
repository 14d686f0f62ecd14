using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Text from outside as Slack shows it and nothing else: no mention, no link, no code block that runs on.</summary>
static class SlackText
{
    /// <summary>One line, with <c>&amp; &lt; &gt;</c> as Slack wants them.</summary>
    /// <param name="longest">In characters after that.</param>
    public static string Line(string? text, int longest)
    {
        var escaped = new StringBuilder();
        var fits = 0;
        foreach (var rune in VisibleText.OneLine(text, longest).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                // Three of them would take the lines that follow into a block of code.
                '`' => escaped.Append('ˋ'),
                _ => escaped.Append(rune.ToString()),
            };
            if (escaped.Length < longest) fits = escaped.Length;
            else if (escaped.Length > longest) return escaped.ToString(0, fits) + "…";
        }

        return escaped.ToString();
    }

    /// <summary>A name as a link; without one that is safe and short, the name alone.</summary>
    /// <param name="longest">Of the name and of the address each, in characters.</param>
    public static string Link(string name, string? url, int longest) => SafeLink.Is(url) && Line(url, longest) is var address && !address.EndsWith('…')
        ? $"<{address}|{Line(name, longest).Replace('|', '/')}>"
        : Line(name, longest);

    /// <summary>Several lines, each as <see cref="Line"/>; together no longer than <paramref name="longest"/>.</summary>
    public static string Lines(IEnumerable<string> lines, int longest)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var left = longest - text.Length - (text.Length > 0 ? 1 : 0);
            if (left < 1) break;
            if (text.Length > 0) text.Append('\n');
            text.Append(Line(line, left));
        }

        return text.ToString();
    }
}
