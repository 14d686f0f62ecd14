using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>A shop with what only the store knows of it.</summary>
/// <param name="LastWebhookAt">Null before the first.</param>
public sealed record StoredShop(Shop Shop, ShopSecrets Secrets, DateTimeOffset? LastWebhookAt);

/// <summary>The secrets that sign a shop's webhooks. Encrypted at rest.</summary>
/// <param name="Client">The app's client secret.</param>
/// <param name="PreviousClient">The one before, while Shopify rotates.</param>
/// <param name="Admin">Of webhooks made by hand in the shop's admin.</param>
public sealed record ShopSecrets(string? Client = null, string? PreviousClient = null, string? Admin = null)
{
    /// <summary>With a client secret in the place of the one there is, which may still sign for a while.</summary>
    public ShopSecrets With(string client) => client == Client ? this : this with { Client = client, PreviousClient = Client ?? PreviousClient };

    /// <summary>Never the secrets: records print their fields.</summary>
    public override string ToString() => nameof(ShopSecrets);
}
