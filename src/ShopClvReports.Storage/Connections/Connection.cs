namespace ShopClvReports.Storage;

/// <summary>How a shop's data is reached at Shopify.</summary>
/// <param name="Token">Null when it was forgotten: the app was uninstalled or the shop disconnected.</param>
/// <param name="Name">The shop's own name.</param>
/// <param name="Scopes">What the token may do, such as <c>read_orders</c>.</param>
/// <param name="CheckedAt">When Shopify was last seen to accept the token.</param>
/// <param name="Problem">What a person must mend, in one sentence; null when all is well.</param>
public sealed record Connection(
    int Shop, AccessToken? Token, string Name, IReadOnlyList<string> Scopes, DateTimeOffset ConnectedAt, DateTimeOffset? CheckedAt = null, string? Problem = null)
{
    /// <summary>Without this scope Shopify shows the orders of the last <see cref="ShownDays"/> days only.</summary>
    public const string AllOrdersScope = "read_all_orders";

    /// <inheritdoc cref="AllOrdersScope"/>
    public const int ShownDays = 60;

    /// <summary>The <see cref="Problem"/> of a shop whose app was removed at Shopify.</summary>
    public const string Uninstalled = "the app was uninstalled";

    /// <summary>Likewise of one that a person here disconnected.</summary>
    public const string DisconnectedHere = "it was disconnected here";

    public bool SeesAllOrders => Scopes.Contains(AllOrdersScope);
}

/// <summary>A token for a shop's Admin API. Encrypted at rest.</summary>
/// <param name="ExpiresAt">Null for one that stays good, as a custom app's does.</param>
/// <param name="Refresh">With which the next one is had; spent when that one is first used.</param>
public sealed record AccessToken(string Value, DateTimeOffset? ExpiresAt = null, string? Refresh = null, DateTimeOffset? RefreshExpiresAt = null)
{
    /// <summary>Never the token: records print their fields.</summary>
    public override string ToString() => nameof(AccessToken);
}
