namespace ShopClvReports.Shopify;

/// <summary>A body that could not be understood, for the quarantine. Sending it again changes nothing.</summary>
/// <param name="message">What was found, where (JSON path and byte position), what was expected.</param>
public sealed class PayloadException(string message, Exception? inner = null) : Exception(message, inner);
