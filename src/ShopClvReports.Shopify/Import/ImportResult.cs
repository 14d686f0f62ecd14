namespace ShopClvReports.Shopify;

/// <summary>How far an import has come.</summary>
/// <param name="BytesRead">Of the file as it lies there, packed or not.</param>
/// <param name="BytesTotal">Null for standard input.</param>
public sealed record ImportProgress(long BytesRead, long? BytesTotal, int Stored, int Unchanged, int Rejected);

/// <summary>What became of a file.</summary>
/// <param name="Stored">Orders and customers that were new or newer.</param>
/// <param name="Unchanged">Those that the store already knew; a line that repeats another of the same file is one of them.</param>
/// <param name="Rejected">What could not be understood, and is in quarantine.</param>
/// <param name="FirstRejected">The first of them, at most <see cref="FileImport.RejectedShown"/>.</param>
public sealed record ImportResult(ImportFormat Format, int Stored, int Unchanged, int Rejected, IReadOnlyList<RejectedLine> FirstRejected);

/// <summary>A line that could not be understood.</summary>
/// <param name="Line">From 1; where the order begins that the line is of.</param>
public sealed record RejectedLine(long Line, string Reason);
