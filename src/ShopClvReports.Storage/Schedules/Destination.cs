using System.Globalization;

namespace ShopClvReports.Storage;

/// <summary>
/// Where a report goes, written <c>channel:target?option=value&amp;option=value</c>, such as <c>email:jan@example.nl?attach=csv</c>.
/// Which targets and options make sense is the channel's to say.
/// </summary>
public sealed record Destination(string Channel, string Target, IReadOnlyDictionary<string, string> Options)
{
    /// <exception cref="FormatException">Not of that form.</exception>
    public static Destination Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) throw new FormatException($"'{text}' names no channel; expected channel:target, such as email:jan@example.nl");
        var question = text.IndexOf('?', colon);
        var target = question < 0 ? text[(colon + 1)..] : text[(colon + 1)..question];
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in question < 0 ? [] : text[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2) is not [var name, var value])
                throw new FormatException($"'{part}' in '{text}' is not an option; expected option=value");
            if (!options.TryAdd(name, Uri.UnescapeDataString(value)))
                throw new FormatException($"'{text}' gives {name} twice; expected it once");
        }

        return new Destination(text[..colon].Trim().ToLowerInvariant(), Uri.UnescapeDataString(target.Trim()), options);
    }

    /// <summary>An option's value, or null.</summary>
    public string? Option(string name) => Options.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads back as the same destination.</summary>
    public override string ToString()
    {
        var options = string.Join('&', Options.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Key}={Escape(o.Value)}")));
        return options.Length == 0 ? $"{Channel}:{EscapeTarget(Target)}" : $"{Channel}:{EscapeTarget(Target)}?{options}";
    }

    public bool Equals(Destination? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Blanks around it would be taken for slips of typing.</summary>
    static string EscapeTarget(string text)
    {
        var inner = text.Trim();
        var start = text.IndexOf(inner, StringComparison.Ordinal);
        return Uri.EscapeDataString(text[..start]) + Escape(inner) + Uri.EscapeDataString(text[(start + inner.Length)..]);
    }

    static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal)
        .Replace("&", "%26", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
