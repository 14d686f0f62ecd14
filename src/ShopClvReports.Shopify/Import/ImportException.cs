namespace ShopClvReports.Shopify;

/// <summary>The file as a whole cannot be read, or no further. Reading it again changes nothing.</summary>
/// <param name="message">What was found, what was expected, what to do.</param>
/// <param name="soFar">What was imported before; null when nothing was.</param>
public sealed class ImportException(string message, ImportResult? soFar = null, Exception? inner = null) : Exception(message, inner)
{
    public ImportResult? SoFar { get; } = soFar;
}
