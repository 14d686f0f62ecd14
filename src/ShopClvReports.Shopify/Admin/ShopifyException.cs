namespace ShopClvReports.Shopify;

/// <summary>Shopify did not do what was asked; the message says why, and what to do.</summary>
public class ShopifyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Not now: it does not answer, or asks for patience beyond what a caller waits.</summary>
public sealed class ShopifyUnavailableException(string message, Exception? inner = null) : ShopifyException(message, inner);

/// <summary>Not with this token: it was revoked, the app was uninstalled, or the shop is closed. A person must connect the shop anew.</summary>
public sealed class AccessLostException(string message, Exception? inner = null) : ShopifyException(message, inner)
{
    /// <summary>It is the token that is not good, and not the shop that is closed or cannot be found.</summary>
    public bool IsOfToken { get; init; }
}
