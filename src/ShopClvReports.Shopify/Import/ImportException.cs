namespace ShopClvReports.Shopify;

/// <summary>The file as a whole cannot be read, or no further. Reading it again changes nothing.</summary>
/// <param name="message">What was found, what was expected, what to do; and how much was imported before, if anything.</param>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
