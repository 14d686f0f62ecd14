using System.Text;
using System.Text.Json;

namespace ShopClvReports;

/// <summary>A layer of settings from JSON; comments and trailing commas are allowed, a key twice is not.</summary>
/// <param name="name">What errors call it.</param>
sealed class ConfigFile(string name, byte[] bytes, SettingsErrors errors)
{
    static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // Notepad begins a file with a byte order mark; the JSON reader knows none.
    readonly byte[] _json = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    /// <returns>An empty section when the file cannot be read; why is among the errors.</returns>
    public static SettingNode Read(string path, SettingsErrors errors)
    {
        try
        {
            if (!Directory.Exists(path)) return new ConfigFile(path, File.ReadAllBytes(path), errors).Parse();
            errors.Add($"{path} is a folder; expected a JSON file");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add($"{path} does not exist; expected a JSON file such as config/shopclv.example.json");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add($"{path} cannot be read ({e.Message}); expected a JSON file");
        }

        return SettingNode.Section(path);
    }

    public SettingNode Parse()
    {
        var reader = new Utf8JsonReader(_json, Lenient);
        try
        {
            reader.Read();
            var root = Value(ref reader, "");
            if (root.Kind == SettingKind.Section)
            {
                reader.Read();
                root.Children.Remove("$schema");
                return root;
            }

            errors.Add($"{name} holds {root.Describe(shown: false)}; expected an object in braces, such as config/shopclv.example.json");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader's own message may quote the text, and with it a secret.
            var line = e is JsonException { LineNumber: { } zeroBased } ? zeroBased + 1 : Line(reader.TokenStartIndex);
            errors.Add($"{name} line {line} is not JSON in UTF-8; expected a comma, quote or brace there, or just before it");
        }

        return SettingNode.Section(name);
    }

    SettingNode Value(ref Utf8JsonReader reader, string path)
    {
        var source = $"{name} line {Line(reader.TokenStartIndex)}";
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(ref reader, path, source);
            case JsonTokenType.StartArray:
                reader.Skip();
                return new SettingNode(SettingKind.List, "", source);
            case JsonTokenType.String:
                return new SettingNode(SettingKind.Text, reader.GetString()!, source);
            case JsonTokenType.Number:
                return new SettingNode(SettingKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), source);
            case JsonTokenType.True or JsonTokenType.False:
                return new SettingNode(SettingKind.Boolean, reader.GetBoolean() ? "true" : "false", source);
            default:
                return new SettingNode(SettingKind.Null, "", source);
        }
    }

    SettingNode Object(ref Utf8JsonReader reader, string path, string source)
    {
        var section = SettingNode.Section(source);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var childPath = SettingsSection.Join(path, key);
            reader.Read();
            var child = Value(ref reader, childPath);
            if (!section.Children.TryAdd(key, child)) errors.Twice(childPath, section.Children[key].Source, child.Source);
        }

        return section;
    }

    int Line(long at) => _json.AsSpan(0, (int)at).Count((byte)'\n') + 1;
}
