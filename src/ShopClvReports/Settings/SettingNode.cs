using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShopClvReports;

/// <summary><c>Untyped</c> comes from the environment, where everything is text: it is read as whatever is asked for.</summary>
enum SettingKind { Null, Boolean, Number, Text, Untyped, List, Section }

/// <summary>What was said at one path of the configuration, and where it was said.</summary>
/// <param name="Text">As written; empty for null, a list or a section.</param>
/// <param name="Source">A file and line, or the name of an environment variable.</param>
sealed record SettingNode(SettingKind Kind, string Text, string Source)
{
    const int LongestShown = 80;

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Dictionary<string, SettingNode> Children { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public static SettingNode Section(string source) => new(SettingKind.Section, "", source);

    /// <summary>This layer over another: sections are joined, anything else replaces what is below it.</summary>
    public SettingNode Over(SettingNode below)
    {
        if (Kind != SettingKind.Section || below.Kind != SettingKind.Section) return this;
        var joined = this with { Children = new(below.Children, below.Children.Comparer) };
        foreach (var (name, child) in Children)
            joined.Children[name] = below.Children.TryGetValue(name, out var under) ? child.Over(under) : child;
        return joined;
    }

    /// <summary>For an error: the value on one line, or only its kind.</summary>
    public string Describe(bool shown) => Kind switch
    {
        SettingKind.Null => "null",
        SettingKind.List => "a list",
        SettingKind.Section => "a section",
        SettingKind.Boolean or SettingKind.Number or SettingKind.Text or SettingKind.Untyped when !shown => "a value that is not shown",
        SettingKind.Boolean or SettingKind.Number => Shorten(Text),
        SettingKind.Text or SettingKind.Untyped => Quote(Text),
    };

    public static string Quote(string text) => JsonSerializer.Serialize(Shorten(text), Readable);

    static string Shorten(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}
