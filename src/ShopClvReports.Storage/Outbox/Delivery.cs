namespace ShopClvReports.Storage;

/// <summary>One run's message to one recipient.</summary>
/// <param name="Destination">The schedule's destination it belongs to.</param>
/// <param name="Recipient">Such as <c>jan@example.nl</c> or <c>#sales</c>; with the channel unique within the run.</param>
/// <param name="Message">The artifact that holds the rendered message.</param>
/// <param name="NextAt">When it is next tried, while it waits.</param>
/// <param name="Tries">How many of the retry plan are used up.</param>
/// <param name="ProviderId">The provider's receipt.</param>
/// <param name="Reason">Why it stands where it stands.</param>
/// <param name="Checkpoint">How far a send of several steps came.</param>
/// <param name="HandedOver">Whether the far side may have taken it in a try that has no outcome.</param>
public sealed record Delivery(
    int Shop, long Run, long Id, Destination Destination, string Recipient, string Message, DeliveryState State, DateTimeOffset? NextAt, int Tries,
    string? ProviderId, string? Reason, string? Checkpoint, bool HandedOver = false);

public enum DeliveryState
{
    Pending,
    Sending,
    Delivered,
    RetryWait,
    RejectedTarget,
    RejectedCredential,

    /// <summary>The retry plan is used up.</summary>
    GaveUp,

    /// <summary>It may have arrived.</summary>
    Unknown,

    /// <summary>A later run of the schedule took its place.</summary>
    Superseded,
    Skipped,
    Cancelled,
}

/// <summary>A delivery to be made of a rendered run.</summary>
/// <param name="Skipped">Why it is not sent; null when it is.</param>
/// <param name="Customers">How many customers it speaks of, for the access log.</param>
public sealed record NewDelivery(Destination Destination, string Recipient, string Message, string? Skipped = null, int Customers = 0);

/// <summary>One try, kept whatever came of it.</summary>
/// <param name="Outcome">As <see cref="Outcome.Name"/>; null while it is under way, or when its process died.</param>
public sealed record Attempt(long Delivery, int Number, DateTimeOffset At, string? Outcome, string? ProviderId, string? Reply, TimeSpan? Took);

/// <summary>Something rendered, kept as it was sent.</summary>
/// <param name="Sha256">In hex.</param>
public sealed record Artifact(string Name, string MediaType, long Bytes, string Sha256);
