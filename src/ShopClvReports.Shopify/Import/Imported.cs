using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>What one element of a file came to: a fact, or a reason why not, or for now neither.</summary>
/// <param name="Bytes">The element's size, which bounds a batch.</param>
readonly record struct Imported(ShopFact? Fact, BadLine? Bad, int Bytes)
{
    const int LongestBody = 1 << 20;

    /// <summary>Understood, but told of with others or not at all.</summary>
    public static Imported Later => default;

    public static Imported Of(ShopFact fact, int bytes) => new(fact, null, bytes);

    /// <param name="body">What to keep of it, whole up to 1 MB.</param>
    public static Imported No(long line, string reason, ReadOnlySpan<byte> body)
    {
        var kept = body[..Math.Min(body.Length, LongestBody)].ToArray();
        return new Imported(null, new BadLine(line, reason, kept), kept.Length);
    }
}

/// <param name="Line">From 1.</param>
sealed record BadLine(long Line, string Reason, ReadOnlyMemory<byte> Body);
