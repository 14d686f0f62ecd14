namespace ShopClvReports;

/// <summary>Collects what is wrong, so that one start tells everything.</summary>
sealed class SettingsErrors
{
    readonly List<string> _lines = [];
    readonly List<(string Section, string Name)> _known = [];
    readonly List<(string Section, string Name, string Source)> _unknown = [];

    public void Add(string error) => _lines.Add(error);

    public void Wrong(string path, string found, string source, string expected) => Add($"{path} is {found} ({source}); expected {expected}");

    public void Twice(string path, string first, string second) => Add($"{path} is given twice ({first}, {second}); expected once");

    public void Known(string section, string name) => _known.Add((section, name));

    public void Unknown(string section, string name, string source) => _unknown.Add((section, name, source));

    /// <exception cref="SettingsException">Something was wrong.</exception>
    public void ThrowIfAny()
    {
        string[] all = [.. _lines, .. _unknown.Select(u => $"{SettingsSection.Join(u.Section, u.Name)} is not a setting ({u.Source}); {Suggestion(u.Section, u.Name)}")];
        if (all.Length > 0) throw new SettingsException(all);
    }

    /// <summary>A name much like it in its own section, the same name in another, or all that its own section has.</summary>
    string Suggestion(string section, string name)
    {
        var siblings = _known.Where(k => k.Section == section).Select(k => k.Name).ToList();
        if (NearestName.Of(name, siblings) is { } near) return $"did you mean {SettingsSection.Join(section, near)}?";
        var elsewhere = _known.Find(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return elsewhere.Name is { } same
            ? $"did you mean {SettingsSection.Join(elsewhere.Section, same)}?"
            : $"expected one of {string.Join(", ", siblings)}";
    }
}
