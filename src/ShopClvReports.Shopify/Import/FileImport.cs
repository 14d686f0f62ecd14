using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Takes a file of orders into the store.</summary>
public static class FileImport
{
    /// <summary>How many of the lines that could not be understood the result shows.</summary>
    public const int RejectedShown = 20;

    /// <summary>
    /// Reads the file once, from its beginning to its end, in constant memory whatever its size; unpacks gzip. What cannot be
    /// understood goes to the quarantine with its line, and the rest is imported.
    /// </summary>
    /// <param name="input">Need not be able to seek. Stays open.</param>
    /// <param name="name">For messages and the quarantine.</param>
    /// <param name="format">Null: told by how the file begins.</param>
    /// <param name="length">Of the file as it lies there, for the progress.</param>
    /// <exception cref="ImportException">The file is nothing that can be imported, or breaks off; what came before is imported.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancelled. What was handed to the store is on disk whole, nothing else is; importing the file again completes it.
    /// </exception>
    /// <exception cref="StoreException">The store cannot take it; importing the file again completes it.</exception>
    public static Task<ImportResult> RunAsync(
        IStore store, Shop shop, Stream input, string name, ImportFormat? format, long? length, IProgress<ImportProgress>? progress,
        CancellationToken cancellation) => Task.Run(
        async () =>
        {
            using var source = new ImportSource(input, name, cancellation);
            var known = format ?? FormatDetection.Detect(source, name);
            var run = new ImportRun(store, shop, name, known, numbered: true, result => Tell(progress, source, length, result));
            return await run.TakeAsync(Read(known, source, shop, name), cancellation);
        },
        cancellation);

    /// <summary>Likewise takes what Shopify itself laid ready.</summary>
    /// <param name="isWhole">False for what an operation had written when it broke off: see <see cref="BulkFile.ReadPart"/>.</param>
    /// <inheritdoc cref="RunAsync"/>
    internal static Task<ImportResult> RunBulkAsync(
        IStore store, Shop shop, Stream input, string name, bool isWhole, long? length, IProgress<ImportProgress>? progress, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            using var source = new ImportSource(input, name, cancellation);
            var run = new ImportRun(store, shop, name, ImportFormat.Bulk, numbered: false, result => Tell(progress, source, length, result));
            return await run.TakeAsync(isWhole ? BulkFile.Read(source) : BulkFile.ReadPart(source), cancellation);
        },
        cancellation);

    static void Tell(IProgress<ImportProgress>? progress, ImportSource source, long? length, ImportResult result) =>
        progress?.Report(new ImportProgress(source.FileBytesRead, length, result.Stored, result.Unchanged, result.Rejected));

    internal static IEnumerable<Imported> Read(ImportFormat format, ImportSource source, Shop shop, string name) => format switch
    {
        ImportFormat.Webhook => WebhookFile.Read(source),
        ImportFormat.Bulk => BulkFile.Read(source),
        ImportFormat.AdminCsv => AdminCsv.Read(source, shop, name),
        ImportFormat.PlainCsv => PlainCsv.Read(source, shop, name),
    };
}
