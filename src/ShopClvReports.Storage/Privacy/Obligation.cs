using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>Something owed to a person, or to a shop that left, with what was done about it.</summary>
/// <param name="Customer">Null once it is done: what is kept then names nobody.</param>
/// <param name="Email">Likewise.</param>
/// <param name="AskedBy"><c>shopify</c>, or who typed it.</param>
/// <param name="DueAt">Until when it must be done.</param>
/// <param name="Proof">What was done; null before.</param>
public sealed record Obligation(
    int Shop, long Id, PrivacyKind Kind, CustomerId? Customer, string? Email, IReadOnlyList<OrderId> Orders, string AskedBy,
    DateTimeOffset ReceivedAt, DateTimeOffset DueAt, ObligationState State, DateTimeOffset? DoneAt, PrivacyProof? Proof)
{
    /// <summary>Shopify gives thirty days.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(30);

    /// <summary>What Shopify's webhooks are asked by.</summary>
    public const string Shopify = "shopify";

    public bool AskedByShopify => AskedBy == Shopify;

    public bool IsOverdue(DateTimeOffset now) => State != ObligationState.Done && now > DueAt;
}

public enum ObligationState
{
    Open,

    /// <summary>A shop is to be erased that is connected and works: the owner decides, by removing it or connecting it once more.</summary>
    Held,

    /// <summary>The export is made and waits for the owner to fetch it.</summary>
    Ready,

    /// <summary>Gone from the tables; the database file still has to be written anew.</summary>
    Erased,
    Done,
}

/// <summary>What was done, in numbers and without a person in it.</summary>
/// <param name="Rows">Rows changed or deleted, or for an export rows told, by table.</param>
/// <param name="Files">SHA-256 in hex of each export, by name.</param>
/// <param name="Notes">What the owner must still do, or should know.</param>
public sealed record PrivacyProof(IReadOnlyDictionary<string, int> Rows, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Notes);

/// <summary>What stays of a shop that was erased.</summary>
public sealed record ErasedShop(string Domain, DateTimeOffset ReceivedAt, DateTimeOffset ErasedAt, PrivacyProof Proof);

/// <summary>An export as it was made.</summary>
/// <param name="Name">Such as <c>export.json</c>.</param>
public sealed record PrivacyExport(string Name, string Text, string Sha256, DateTimeOffset MadeAt);

/// <summary>Somebody saw, or was sent, personal data. Names no customer.</summary>
/// <param name="Who">The user of the machine, or the schedule.</param>
/// <param name="What">Such as <c>report clv</c>.</param>
/// <param name="Place">Where it went, such as <c>csv file</c> or a destination.</param>
/// <param name="Customers">How many customers it spoke of.</param>
public sealed record Access(int Shop, DateTimeOffset At, string Who, string What, string Place, int Customers);

/// <summary>How long what is kept for a while is kept; null for as long as the program runs.</summary>
public sealed record Retention(DateTimeOffset? QuarantineBefore, DateTimeOffset AccessBefore, DateTimeOffset ExportsBefore, DateTimeOffset? LastOrderBefore);
