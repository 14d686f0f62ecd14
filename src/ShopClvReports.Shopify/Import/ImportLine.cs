using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>Reads again what an import put into quarantine.</summary>
public static class ImportLine
{
    /// <param name="body">
    /// As quarantined, which is a file in itself: an order of a bulk operation with its lines, rows of a CSV with the header above.
    /// </param>
    /// <exception cref="PayloadException">It still cannot be understood.</exception>
    public static IReadOnlyList<ShopFact> Read(ImportFormat format, Shop shop, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var source = new ImportSource(new MemoryStream(body.ToArray(), writable: false), "the entry", CancellationToken.None);
            return
            [
                .. FileImport.Read(format, source, shop, "the entry")
                    .Where(one => one.Fact is not null || one.Bad is not null)
                    .Select(one => one.Fact ?? throw new PayloadException(one.Bad!.Reason)),
            ];
        }
        catch (ImportException e)
        {
            throw new PayloadException(e.Message, e);
        }
    }
}
