using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>One webhook delivery whose signature was good.</summary>
/// <param name="Facts">What it says; empty for a topic that is only acknowledged.</param>
/// <param name="Rejected">The body and the reason, when it could not be understood.</param>
public sealed record WebhookDelivery(int Shop, DateTimeOffset ReceivedAt, IReadOnlyList<ShopFact> Facts, Rejected? Rejected = null);

/// <summary>Something that could not be understood, whole.</summary>
/// <param name="Source">Where it came from: <c>webhook orders/create</c>, or <c>orders.csv line 12</c>.</param>
/// <param name="Format">How to read it again: a webhook topic, or the format of the file.</param>
public sealed record Rejected(string Source, string Format, string Reason, ReadOnlyMemory<byte> Body);

/// <summary>What became of a delivery.</summary>
public enum WebhookOutcome
{
    Stored,

    /// <summary>What it speaks of was known as new or newer: a repeat, or an older version come late.</summary>
    Duplicate,
    Quarantined,
}

/// <summary>What became of a batch of imported facts.</summary>
/// <param name="Stored">Facts, mostly orders, that were new or newer; the customers within orders are not counted.</param>
/// <param name="Unchanged">Facts that the store already knew, as new or newer.</param>
public readonly record struct ImportOutcome(int Stored, int Unchanged)
{
    public static ImportOutcome operator +(ImportOutcome a, ImportOutcome b) => new(a.Stored + b.Stored, a.Unchanged + b.Unchanged);
}

/// <summary>An entry of the quarantine.</summary>
public sealed record Quarantined(long Id, int Shop, DateTimeOffset At, Rejected What);
