using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>A service account's key, as Google gives it out in JSON.</summary>
/// <param name="Email">Spreadsheets are shared with it.</param>
/// <param name="PrivateKey">PKCS 8 in PEM.</param>
/// <param name="TokenUri">Where an access token is asked for.</param>
sealed record ServiceAccountKey(string Email, string PrivateKey, string? KeyId, Uri TokenUri)
{
    /// <exception cref="FormatException">What is missing, never what is there.</exception>
    public static ServiceAccountKey Parse(string? json)
    {
        if (json is null) throw new FormatException("key_json is not set; expected the JSON key of a service account");
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "type") != "service_account")
                throw new FormatException("key_json is not the key of a service account: its type is another; make a key of the kind JSON for a service account");
            var uri = Text(root, "token_uri") ?? "https://oauth2.googleapis.com/token";
            return new ServiceAccountKey(
                Text(root, "client_email") ?? throw Missing("client_email"), Text(root, "private_key") ?? throw Missing("private_key"),
                Text(root, "private_key_id"), SafeAddress(uri) ?? throw new FormatException("token_uri in key_json is not an https address"));
        }
        catch (JsonException)
        {
            throw new FormatException("key_json is not JSON; expected the JSON key of a service account, whole");
        }
    }

    /// <summary>An address that a secret may be sent to: encrypted, or on this machine. Null for others.</summary>
    public static Uri? SafeAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? uri : null;

    /// <summary>Never the key.</summary>
    public override string ToString() => nameof(ServiceAccountKey);

    static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    static FormatException Missing(string name) => new($"key_json has no {name}; expected the JSON key of a service account, whole");
}
