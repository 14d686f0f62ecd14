using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Takes what Shopify laid ready into the store, by the way that files go.</summary>
/// <param name="http">Unpacks nothing, and takes as long as it takes.</param>
public sealed class HistoryImport(IStore store, HttpClient http, TimeProvider clock)
{
    /// <summary>What the quarantine calls it.</summary>
    const string Name = "the history from Shopify";

    /// <summary>Streams a bulk operation's result from its address, in constant memory.</summary>
    /// <param name="isWhole">False for what an operation had written when it broke off.</param>
    /// <exception cref="DownloadRefusedException">The address is good no longer.</exception>
    /// <exception cref="ShopifyUnavailableException">The server cannot be reached, or has trouble.</exception>
    /// <exception cref="ImportException">The result breaks off. What came before need not be imported; all of it may be taken again.</exception>
    public async Task<ImportResult> FromUrlAsync(Shop shop, Uri url, bool isWhole, IProgress<ImportProgress> progress, CancellationToken cancellation)
    {
        await using var download = await BulkDownload.OpenAsync(http, url, clock, cancellation);
        return await FileImport.RunBulkAsync(store, shop, download, Name, isWhole, download.Bytes, progress, cancellation);
    }

    internal Task<ImportResult> FromPageAsync(Shop shop, HistoryPage page, CancellationToken cancellation) =>
        FileImport.RunBulkAsync(store, shop, page.Lines, Name, isWhole: true, null, null, cancellation);
}
