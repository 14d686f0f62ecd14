using System.Globalization;

namespace ShopClvReports;

/// <summary>Asks one section for its settings by name. What is there and was not asked for is unknown.</summary>
/// <remarks>A wrong value is noted among the errors and something harmless returned in its place: the errors stop the start.</remarks>
sealed class SettingsSection
{
    readonly string _path;
    readonly SettingNode _node;
    readonly SettingsErrors _errors;
    readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    SettingsSection(string path, SettingNode node, SettingsErrors errors) => (_path, _node, _errors) = (path, node, errors);

    public static string Join(string path, string key) => path.Length == 0 ? OneLine(key) : $"{path}:{OneLine(key)}";

    public static T Read<T>(string path, SettingNode node, SettingsErrors errors, Func<SettingsSection, T> read)
        where T : new()
    {
        if (node.Kind != SettingKind.Section)
        {
            errors.Wrong(path, node.Describe(shown: false), node.Source, "a section in braces");
            return new T();
        }

        var section = new SettingsSection(path, node, errors);
        var value = read(section);
        foreach (var (key, child) in node.Children)
            if (!section._asked.Contains(key)) errors.Unknown(path, key, child.Source);
        return value;
    }

    public T Section<T>(string name, Func<SettingsSection, T> read)
        where T : new() => Read(Join(_path, name), Ask(name) ?? throw Lacks(name), _errors, read);

    /// <summary>A section whose keys are the user's own; they are returned in lower case.</summary>
    public Dictionary<string, T> Each<T>(TextRule key, Func<SettingsSection, T> read)
        where T : new()
    {
        var all = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, child) in _node.Children)
        {
            _asked.Add(name);
            if (!key.Holds(name)) _errors.Add($"{Join(_path, name)} is not allowed as a name ({child.Source}); expected {key.Expected}");
            all.Add(name.ToLowerInvariant(), Read(Join(_path, name), child, _errors, read));
        }

        return all;
    }

    public string Text(string name, TextRule rule) => Text(name, rule, Ask(name) ?? throw Lacks(name)) ?? "";

    /// <returns>Null when it is absent or null.</returns>
    public string? OptionalText(string name, TextRule rule) =>
        Ask(name) is { Kind: not SettingKind.Null } node ? Text(name, rule, node) : null;

    /// <param name="otherwise">Where the defaults hold no such section; null when they must.</param>
    public int WholeNumber(string name, int from, int to, string unit, int? otherwise = null)
    {
        if (Ask(name) is not { } node) return otherwise ?? throw Lacks(name);
        if (node.Kind is SettingKind.Number or SettingKind.Untyped
            && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= from && number <= to) return number;
        Wrong(name, node, $"a whole number of {unit}, {from} to {to}");
        return from;
    }

    /// <returns>Null when it is absent or null.</returns>
    public int? OptionalWholeNumber(string name, int from, int to, string unit) =>
        Ask(name) is null or { Kind: SettingKind.Null } ? null : WholeNumber(name, from, to, unit);

    public bool TrueOrFalse(string name)
    {
        var node = Ask(name) ?? throw Lacks(name);
        if (node.Kind is SettingKind.Boolean or SettingKind.Untyped && bool.TryParse(node.Text, out var value)) return value;
        Wrong(name, node, "true or false");
        return false;
    }

    /// <summary>For what only shows when settings are seen together.</summary>
    public void Reject(string name, string expected) => Wrong(name, _node.Children[name], expected);

    string? Text(string name, TextRule rule, SettingNode node)
    {
        if (node.Kind is SettingKind.Text or SettingKind.Untyped && rule.Holds(node.Text)) return node.Text;
        Wrong(name, node, rule.Expected, !rule.IsSecret);
        return null;
    }

    SettingNode? Ask(string name)
    {
        _asked.Add(name);
        _errors.Known(_path, name);
        return _node.Children.GetValueOrDefault(name);
    }

    void Wrong(string name, SettingNode node, string expected, bool shown = true) =>
        _errors.Wrong(Join(_path, name), node.Describe(shown), node.Source, expected);

    InvalidOperationException Lacks(string name) => new($"{Join(_path, name)} is missing in the built-in shopclv.default.json");

    static string OneLine(string key) => key.Any(char.IsControl) ? SettingNode.Quote(key) : key;
}
