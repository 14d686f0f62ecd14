using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShopClvReports.Storage;

/// <summary>Tells whether a text or a file speaks of a person, as plain text, JSON, HTML or within a zip, which XLSX is.</summary>
/// <remarks>When in doubt it says yes: a file that is deleted needlessly can be made again.</remarks>
sealed partial class PersonText
{
    /// <summary>A single short word is more often a word than this person.</summary>
    const int ShortestName = 4;

    const string Gone = "(erased)";

    /// <summary>Somebody may try to make a search never end.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Regex? _pattern;

    /// <param name="ids">As reports show them.</param>
    public PersonText(IEnumerable<string> ids, IEnumerable<string> emails, IEnumerable<string> names)
    {
        List<string> any =
        [
            .. ids.Select(id => $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(id)}(?![\p{{L}}\p{{N}}])"),
            .. emails.Where(e => e.Length > 0).Select(e => $@"(?<![\p{{L}}\p{{N}}._%+-]){Regex.Escape(e)}(?![\p{{L}}\p{{N}}])"),
            .. names.Select(n => n.Trim()).Where(n => n.Length >= ShortestName || n.Contains(' ', StringComparison.Ordinal))
                .Select(n => $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(n)}(?![\p{{L}}\p{{N}}])"),
        ];
        if (any.Count > 0) _pattern = new Regex(string.Join('|', any.Distinct()), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
    }

    public bool IsIn(byte[] file)
    {
        if (_pattern is null) return false;
        if (!file.AsSpan().StartsWith("PK\x03\x04"u8)) return IsIn(Encoding.UTF8.GetString(file));
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false));
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                if (IsIn(reader.ReadToEnd())) return true;
            }

            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    public bool IsIn(string text)
    {
        if (_pattern is null) return false;
        if (_pattern.IsMatch(text)) return true;
        var plain = text.Contains('\\', StringComparison.Ordinal) ? Escape().Replace(text, Unescaped) : text;
        if (plain.Contains('&', StringComparison.Ordinal)) plain = WebUtility.HtmlDecode(plain);
        return !ReferenceEquals(plain, text) && _pattern.IsMatch(plain);
    }

    /// <summary>The text without the person; of JSON every text in it but destinations, which are the readers of reports.</summary>
    public string Without(string text)
    {
        if (_pattern is null) return text;
        if (!text.StartsWith('{')) return Cleaned(text);
        try
        {
            var node = JsonNode.Parse(text)!;
            Clean(node);
            return node.ToJsonString();
        }
        catch (JsonException)
        {
            return "";
        }
    }

    void Clean(JsonNode node)
    {
        switch (node)
        {
            case JsonObject all:
                foreach (var (key, child) in all.ToList())
                    if (key == nameof(ScheduleDefinition.Destinations)) continue;
                    else if (child is JsonValue value) all[key] = Cleaned(value);
                    else if (child is not null) Clean(child);
                break;
            case JsonArray all:
                for (var i = 0; i < all.Count; i++)
                    if (all[i] is JsonValue value) all[i] = Cleaned(value);
                    else if (all[i] is { } child) Clean(child);
                break;
        }
    }

    JsonNode Cleaned(JsonValue value) => value.TryGetValue<string>(out var text) ? Cleaned(text)
        : _pattern!.IsMatch(value.ToJsonString()) ? 0
        : value.DeepClone();

    /// <summary>Where only a way of writing hides the person, nothing of the text stays.</summary>
    string Cleaned(string text) => _pattern!.IsMatch(text) ? _pattern.Replace(text, Gone) : IsIn(text) ? "" : text;

    static string Unescaped(Match escape) => escape.Value[1] switch
    {
        'u' => ((char)Convert.ToUInt16(escape.Value[2..], 16)).ToString(),
        'n' or 'r' or 't' or 'b' or 'f' => " ",
        var plain => plain.ToString(),
    };

    [GeneratedRegex(@"\\(u[0-9A-Fa-f]{4}|[nrtbf""/\\])")]
    private static partial Regex Escape();
}
