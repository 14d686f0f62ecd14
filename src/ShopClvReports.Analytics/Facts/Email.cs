namespace ShopClvReports.Analytics;

/// <summary>An e-mail address as an identity: trimmed and lower-cased, nothing cleverer.</summary>
public static class Email
{
    /// <returns>Null for a blank address.</returns>
    public static string? Normalise(string? address) =>
        string.IsNullOrWhiteSpace(address) ? null : address.Trim().ToLowerInvariant();
}
