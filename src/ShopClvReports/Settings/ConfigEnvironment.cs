namespace ShopClvReports;

/// <summary>A layer of settings from variables <c>SHOPCLV__Section__Key</c>, in any case; an empty one counts as not set, as container files pass them on so.</summary>
static class ConfigEnvironment
{
    const string Prefix = "SHOPCLV__";
    const string Separator = "__";

    public static SettingNode Read(IReadOnlyDictionary<string, string> environment, SettingsErrors errors)
    {
        var variables = environment
            .Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && v.Value.Length > 0)
            .OrderBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => (Keys: v.Key[Prefix.Length..].Split(Separator), v.Value, Source: $"environment variable {v.Key}"))
            .ToList();
        var root = SettingNode.Section("the environment");
        foreach (var (keys, value, source) in variables.Where(v => !OfOneShop(v.Keys)))
            Add(root, keys, new SettingNode(SettingKind.Untyped, value, source), errors);
        AddOneShop(root, [.. variables.Where(v => OfOneShop(v.Keys))], errors);
        return root;
    }

    static bool OfOneShop(string[] keys) => Is(keys[0], "Shop");

    /// <summary><c>SHOPCLV__Shop__Domain</c> and its fellows: a shell cannot put a domain into a variable's name.</summary>
    static void AddOneShop(SettingNode root, List<(string[] Keys, string Value, string Source)> variables, SettingsErrors errors)
    {
        if (variables.Count == 0) return;
        var domain = variables.Find(v => v.Keys is [_, var key] && Is(key, "Domain"));
        if (domain.Value is null)
        {
            errors.Add($"Shop:Domain is not set, but {variables[0].Source} is; expected {TextRule.ShopDomain.Expected} in {Prefix}Shop__Domain");
            return;
        }

        string[] shop = ["Shops", domain.Value];
        Add(root, shop, SettingNode.Section(domain.Source), errors);
        foreach (var (keys, value, source) in variables)
            if (source != domain.Source)
                Add(root, [.. shop, .. keys.Skip(1)], new SettingNode(SettingKind.Untyped, value, source), errors);
    }

    static void Add(SettingNode root, string[] keys, SettingNode node, SettingsErrors errors)
    {
        var section = root;
        foreach (var key in keys[..^1])
        {
            if (!section.Children.TryGetValue(key, out var child)) section.Children.Add(key, child = SettingNode.Section(node.Source));
            section = child;
        }

        if (section.Kind == SettingKind.Section && section.Children.TryAdd(keys[^1], node)) return;
        var taken = section.Kind == SettingKind.Section ? section.Children[keys[^1]] : section;
        if (node.Kind != SettingKind.Section) errors.Twice(string.Join(':', keys), taken.Source, node.Source);
    }

    static bool Is(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
