using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ShopClvReports.Tests;

/// <summary>The records, the default file and the schema say the same, and the reader does what they say.</summary>
public sealed class SettingsAgreementTests
{
    static readonly JsonNode DefaultFile = Parse("shopclv.default.json");
    static readonly JsonNode Schema = Parse("shopclv.schema.json");

    /// <summary>For a text setting, by name: one the reader must take, and one that reader and schema must both refuse.</summary>
    static readonly Dictionary<string, (string Right, string Wrong)> Samples = new()
    {
        ["Directory"] = ("/var/lib/shopclv", " "),
        ["Language"] = ("nl", "de"),
        ["Url"] = ("http://0.0.0.0:9090", "0.0.0.0:9090"),
        ["TimeZone"] = ("Europe/Amsterdam", "Europe/"),
        ["Currency"] = ("JPY", "EURO"),
        ["OtlpEndpoint"] = ("https://collector:4317/v1", "collector:4317"),
        ["KeyFile"] = ("/run/secrets/key", " "),
        ["Key"] = ("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "c2hvcnQ="),
        ["ClientSecret"] = ("shpss_1", "shpss 1"),
        ["ClientSecretFile"] = (SecretFile(), " "),
        ["PreviousClientSecret"] = ("shpss_1", "shpss 1"),
        ["AdminSecret"] = ("shpss_1", "shpss 1"),
        ["AdminUrl"] = ("http://127.0.0.1:9000/{shop}", "https://my-shop.myshopify.com"),
        ["ClientId"] = ("0123456789abcdef", "0123 4567"),
        ["Scopes"] = ("read_orders,read_customers", "read_orders, read_customers"),
        ["AdminToken"] = ("shpat_1", "shpat 1"),
        ["AdminTokenFile"] = (SecretFile(), " "),
        ["At"] = ("23:59", "3:30"),
        ["PublicUrl"] = ("https://reports.example.nl/shopclv", "reports.example.nl"),
        ["Notify"] = ("email:me@example.nl slack:#ops", "me@example.nl"),
        ["Host"] = ("smtp.example.nl", "smtp example"),
        ["Security"] = ("tls", "ssl"),
        ["User"] = ("reports", " "),
        ["Password"] = ("with blanks in it", " "),
        ["From"] = ("Reports <reports@example.nl>", " "),
        ["ReplyTo"] = ("jan@example.nl", " "),
        ["CaFile"] = ("/etc/ssl/mail.pem", " "),
        ["Token"] = ("xoxb-1", "xoxb 1"),
        ["WebhookUrl"] = ("https://hooks.slack.com/services/T/B/x", "https://hooks.slack.com/ x"),
        ["SigningSecret"] = ("0123456789abcdef", "0123 4567"),
        ["Root"] = ("/srv/reports", " "),
        ["Tiers"] = ("vip=5%,high=20%,low", "vip=high"),
        ["SchedulesFile"] = ("/etc/shopclv/schedules.json", " "),
    };

    const string Shop = "my-shop.myshopify.com";

    /// <param name="Path">As errors write it; a shop's begin with <c>Shops</c> and <see cref="Shop"/>.</param>
    sealed record Leaf(string Path, PropertyInfo Property, object? Default)
    {
        public string Name => Property.Name;

        public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

        public bool MayBeNull => new NullabilityInfoContext().Create(Property).ReadState == NullabilityState.Nullable;

        public string Variable => $"SHOPCLV__{Path.Replace(":", "__")}";
    }

    static readonly Leaf[] OfRecords = [.. Leaves("", new Settings())];
    static readonly Leaf[] OfShop = [.. Leaves($"Shops:{Shop}", new ShopSettings())];

    public static TheoryData<string> Paths => [.. OfRecords.Concat(OfShop).Select(l => l.Path)];

    [Fact]
    public void The_default_file_has_every_setting_with_the_default_of_its_record() =>
        Assert.Equal(
            OfRecords.ToDictionary(l => l.Path, l => JsonSerializer.Serialize(l.Default)),
            Flat("", DefaultFile).ToDictionary());

    [Fact]
    public void The_schema_has_every_setting_and_no_other()
    {
        Assert.Equal(OfRecords.Select(l => l.Path).Append("$schema").Order(), FlatSchema("", Schema).Order());
        Assert.Equal(OfShop.Select(l => l.Path).Order(), FlatSchema($"Shops:{Shop}", Schema["$defs"]!["shop"]!).Order());
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_schema_gives_type_default_and_meaning(string path)
    {
        var (leaf, schema) = Find(path);
        var type = leaf.Type switch
        {
            var t when t == typeof(string) => "string",
            var t when t == typeof(int) => "integer",
            var t when t == typeof(bool) => "boolean",
            var t => throw new NotSupportedException($"{path} is of {t}; say here how the schema writes that"),
        };

        Assert.Equal(leaf.MayBeNull ? $"[\"{type}\",\"null\"]" : $"\"{type}\"", schema["type"]!.ToJsonString());
        Assert.Equal(JsonSerializer.Serialize(leaf.Default), schema.AsObject().ContainsKey("default") ? schema["default"]?.ToJsonString() ?? "null" : "absent");
        Assert.False(string.IsNullOrWhiteSpace((string?)schema["description"]));
    }

    [Theory, MemberData(nameof(Paths))]
    public void The_reader_takes_exactly_what_the_schema_takes(string path)
    {
        var (leaf, schema) = Find(path);
        if (leaf.Type == typeof(int))
        {
            var (from, to) = ((int)schema["minimum"]!, (int)schema["maximum"]!);
            Assert.Equal([false, true, true, false], new[] { from - 1, from, to, to + 1 }.Select(n => Takes(leaf, n)));
        }
        else if (leaf.Type == typeof(bool))
        {
            Assert.Equal([true, true, false], new JsonNode[] { true, false, "true" }.Select(n => Takes(leaf, n)));
        }
        else
        {
            var (right, wrong) = Samples[leaf.Name];
            Assert.Equal([true, false], new[] { right, wrong }.Select(text => Takes(leaf, text)));
            Assert.Equal([true, false], new[] { right, wrong }.Select(text => Allows(schema, text)));
        }

        Assert.Equal(leaf.MayBeNull, Takes(leaf, null));
    }

    [Theory, MemberData(nameof(Paths))]
    public void Every_setting_reaches_its_own_property_and_no_other(string path)
    {
        var (leaf, schema) = Find(path);
        var text = leaf.Type == typeof(int) ? schema["minimum"]!.ToString() : leaf.Type == typeof(bool) ? "true" : Samples[leaf.Name].Right;

        var settings = SettingsReader.Load(null, new Dictionary<string, string> { [leaf.Variable] = text });

        var shop = settings.Shops.GetValueOrDefault(Shop) ?? new ShopSettings();
        var changed = Leaves("", settings).Concat(Leaves($"Shops:{Shop}", shop))
            .Where(l => !Equals(l.Default, Find(l.Path).Leaf.Default)).ToDictionary(l => l.Path, l => l.Default!.ToString());
        if (leaf.Name is "ClientSecretFile" or "AdminTokenFile") Assert.True(changed.Remove(path[..^"File".Length]), "the file is read");
        Assert.Equal(new Dictionary<string, string?> { [path] = leaf.Type == typeof(bool) ? "True" : text }, changed);
    }

    [Theory]
    [InlineData("a.myshopify.com", true)]
    [InlineData("0-a.MyShopify.com", true)]
    [InlineData("a_b.myshopify.com", true)]
    [InlineData("-a.myshopify.com", false)]
    [InlineData("a.b.myshopify.com", false)]
    [InlineData("myshopify.com", false)]
    [InlineData("a.myshopify.com.nl", false)]
    [InlineData("aXmyshopify.com", false)]
    public void The_reader_and_the_schema_agree_on_what_a_shop_is_called(string domain, bool allowed)
    {
        var json = new JsonObject { ["Shops"] = new JsonObject { [domain] = new JsonObject() } };

        Assert.Equal(allowed, Regex.IsMatch(domain, (string)Schema["properties"]!["Shops"]!["propertyNames"]!["pattern"]!));
        Assert.Equal(allowed, Takes(json));
    }

    [Theory]
    [InlineData("http://*:8080", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://localhost:0", true)]
    [InlineData("https://localhost:8080", false)]
    [InlineData("http://localhost:8080/path", false)]
    [InlineData("http://:8080", false)]
    public void The_reader_and_the_schema_agree_on_where_to_listen(string url, bool allowed)
    {
        var (leaf, schema) = Find("Serve:Url");

        Assert.Equal(allowed, Allows(schema, url));
        Assert.Equal(allowed, Takes(leaf, url));
    }

    [Fact]
    public void The_example_file_is_a_Dutch_shop_that_loads()
    {
        var settings = SettingsReader.Load(ConfigPath("shopclv.example.json"), new Dictionary<string, string>());

        Assert.Equal(("nl", "Europe/Amsterdam"), (settings.Language, settings.Defaults.TimeZone));
        Assert.NotNull(Assert.Single(settings.Shops).Value.ClientSecret);
    }

    static (Leaf Leaf, JsonNode Schema) Find(string path)
    {
        var leaf = OfRecords.Concat(OfShop).Single(l => l.Path == path);
        var shop = $"Shops:{Shop}:";
        var (root, keys) = path.StartsWith(shop, StringComparison.Ordinal)
            ? (Schema["$defs"]!["shop"]!, path[shop.Length..])
            : (Schema, path);
        return (leaf, keys.Split(':').Aggregate(root, (node, key) => node["properties"]?[key] ?? throw new InvalidOperationException($"the schema lacks {path}")));
    }

    static IEnumerable<Leaf> Leaves(string path, object record)
    {
        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (childPath, value) = ($"{path}:{property.Name}".TrimStart(':'), property.GetValue(record));
            if (value is IReadOnlyDictionary<string, ShopSettings>) continue;
            if (property.PropertyType.Namespace == typeof(Settings).Namespace)
                foreach (var leaf in Leaves(childPath, value!)) yield return leaf;
            else
                yield return new Leaf(childPath, property, value);
        }
    }

    static IEnumerable<KeyValuePair<string, string>> Flat(string path, JsonNode? node) => node is JsonObject section
        ? section.SelectMany(child => Flat($"{path}:{child.Key}".TrimStart(':'), child.Value))
        : [new(path, node?.ToJsonString() ?? "null")];

    static IEnumerable<string> FlatSchema(string path, JsonNode schema) => schema["type"]!.ToJsonString() == "\"object\""
        ? (schema["properties"] as JsonObject ?? []).SelectMany(child => FlatSchema($"{path}:{child.Key}".TrimStart(':'), child.Value!))
        : [path];

    static bool Allows(JsonNode schema, string text) => schema["enum"] is JsonArray choices
        ? choices.Any(c => (string?)c == text)
        : Regex.IsMatch(text, (string)schema["pattern"]!);

    static bool Takes(Leaf leaf, JsonNode? value)
    {
        var json = leaf.Path.Split(':').Reverse().Aggregate(value, (inner, key) => new JsonObject { [key] = inner });
        return Takes(json!);
    }

    static bool Takes(JsonNode json)
    {
        using var driver = new SettingsDriver();
        try
        {
            driver.Load(json.ToJsonString());
            return true;
        }
        catch (SettingsException)
        {
            return false;
        }
    }

    static JsonNode Parse(string name) => JsonNode.Parse(File.ReadAllText(ConfigPath(name)))!;

    static string SecretFile()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "settings-agreement.secret");
        File.WriteAllText(path, "shpss_1");
        return path;
    }

    static string ConfigPath(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ShopClvReports.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"no ShopClvReports.sln above {AppContext.BaseDirectory}");
        return Path.Combine(folder.FullName, "config", name);
    }
}
