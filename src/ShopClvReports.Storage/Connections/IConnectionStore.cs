namespace ShopClvReports.Storage;

/// <summary>The shops' connections to Shopify. Each method is one atomic step, on disk when it returns.</summary>
public interface IConnectionStore
{
    /// <summary>Null for a shop that was never connected.</summary>
    Connection? Find(int shop);

    /// <summary>By shop; also those whose token was forgotten.</summary>
    IReadOnlyList<Connection> All();

    /// <summary>Connects a shop, or connects it anew: schedules that rested since the app was removed go on, and a wish of Shopify's from before to erase the shop is moot.</summary>
    /// <returns>Names of the schedules that go on.</returns>
    Task<IReadOnlyList<string>> SaveAsync(Connection connection);

    /// <summary>Puts one token in the place of another.</summary>
    /// <returns>False when the other is not the stored one any more: another process was first.</returns>
    Task<bool> ReplaceTokenAsync(int shop, AccessToken old, AccessToken fresh);

    /// <summary>Shopify took the token, and said this; the token stays as it is.</summary>
    Task CheckedAsync(int shop, string name, IReadOnlyList<string> scopes, DateTimeOffset at);

    /// <summary>Something that a person must mend; the token stays as it is.</summary>
    Task TroubledAsync(int shop, string problem);

    /// <summary>Drops the token and says why; what is known of the shop stays.</summary>
    Task ForgetTokenAsync(int shop, string problem);

    /// <summary>Whether a token is the one that was dropped here: only a person takes it up again.</summary>
    bool IsGivenUp(int shop, string token);
}
