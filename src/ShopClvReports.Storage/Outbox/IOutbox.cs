using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Runs, their artifacts, deliveries and attempts. Each method is one atomic step, on disk when it returns. A claim is a lease
/// that ends by itself: what a dead process held is claimed again when its lease is over. A step on a claim that was lost in the
/// meantime changes nothing and says so.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Plans a run. A scheduled one takes the place of earlier runs of its schedule that still wait, and is unique on schedule
    /// and instant.
    /// </summary>
    /// <param name="telling">What the owner must hear of a delivery that loses its place after it failed at least once.</param>
    /// <returns>Null when that instant has its run already.</returns>
    Task<Run?> PlanAsync(NewRun run, DateTimeOffset now, Func<Run, Delivery, Telling?>? telling = null);

    /// <summary>Takes the oldest run that waits to be rendered, or whose renderer died; what that one left is gone.</summary>
    Task<Run?> ClaimRunAsync(Lease lease, DateTimeOffset now);

    /// <summary>Appends to an artifact of a claimed run; the first piece makes it.</summary>
    Task AppendArtifactAsync(Run run, string name, int piece, ReadOnlyMemory<byte> bytes);

    /// <summary>Completes an artifact.</summary>
    Task FinishArtifactAsync(Run run, Artifact artifact);

    IReadOnlyList<Artifact> Artifacts(long run);

    /// <summary>A piece of an artifact, as it was appended; null past the end.</summary>
    byte[]? ArtifactPiece(long run, string name, int piece);

    /// <summary>The run is rendered: its deliveries may go out, or it is skipped for a reason.</summary>
    /// <param name="fingerprint">Of what the report says, to see whether the next one says anything else.</param>
    /// <param name="check">What a check of an alert rule found; null for anything else.</param>
    /// <returns>False when the claim was lost, or an alert has changed meanwhile: the run is then to be rendered anew.</returns>
    Task<bool> RenderedAsync(
        Run run, Lease lease, string fingerprint, IReadOnlyList<NewDelivery> deliveries, string? skipped, DateTimeOffset now, CheckResult? check = null);

    /// <summary>Rendering failed: tried again at a moment, or not any more.</summary>
    Task<bool> RenderFailedAsync(Run run, Lease lease, string reason, DateTimeOffset? nextAt, Telling? telling, DateTimeOffset now);

    /// <summary>
    /// Takes deliveries that are due, oldest first, and opens an attempt for each. One whose process died comes back with
    /// <see cref="Delivery.HandedOver"/> as it was left.
    /// </summary>
    /// <param name="except">Accounts (shop and channel) that must wait.</param>
    Task<IReadOnlyList<Claimed>> ClaimDeliveriesAsync(Lease lease, DateTimeOffset now, int most, IReadOnlyCollection<Account> except);

    /// <summary>Holds for longer what these owners have claimed.</summary>
    Task ExtendAsync(IReadOnlyCollection<string> owners, DateTimeOffset until);

    /// <summary>Remembers how far a send came, or that it is handed over.</summary>
    /// <returns>False when the claim was lost: do not go on.</returns>
    Task<bool> CheckpointAsync(long delivery, Lease lease, string? checkpoint, bool handedOver);

    /// <summary>Gives a claim back untried; its attempt never was.</summary>
    Task ReleaseAsync(long delivery, Lease lease);

    /// <summary>Ends an attempt, and with it perhaps the delivery, the run, and troubles of the owner's.</summary>
    /// <returns>The run as it is then; null when the claim was lost.</returns>
    Task<Run?> SettleAsync(Claimed claimed, Lease lease, Settlement settlement, IReadOnlyList<Telling> tellings, DateTimeOffset now);

    /// <summary>Tells the owner something, once for as long as its trouble lasts.</summary>
    Task TellAsync(Telling telling, DateTimeOffset now);

    /// <summary>Puts a delivery that has ended without success back into the queue. The person who asks takes the risk of a double.</summary>
    Task<bool> RetryAsync(long delivery, DateTimeOffset now);

    /// <summary>Takes a waiting delivery out of the queue.</summary>
    Task<bool> CancelAsync(long delivery, DateTimeOffset now);

    /// <summary>Newest first, below <paramref name="before"/>.</summary>
    IReadOnlyList<Run> Runs(int? shop, long before = long.MaxValue, int limit = 50, long? schedule = null);

    Run? FindRun(long run);

    /// <summary>Newest run first.</summary>
    /// <param name="open">Only what waits, failed, or may have arrived.</param>
    IReadOnlyList<Delivery> Deliveries(int shop, bool open, int limit);

    IReadOnlyList<Delivery> DeliveriesOf(long run);

    /// <summary>Of all shops together.</summary>
    IReadOnlyDictionary<DeliveryState, int> DeliveryCounts();

    Delivery? FindDelivery(long delivery);

    IReadOnlyList<Attempt> Attempts(long delivery);

    /// <summary>The latest scheduled run of a schedule for an instant up to <paramref name="until"/>.</summary>
    Run? LastScheduled(int shop, long schedule, DateTimeOffset until);

    /// <summary>The latest run of a schedule before another that reached somebody, with its fingerprint.</summary>
    (Run Run, string Fingerprint)? LastSent(Run before);

    /// <summary>Forgets artifacts and history that ended before these moments; of each schedule the last that was sent stays.</summary>
    Task PruneAsync(DateTimeOffset artifactsBefore, DateTimeOffset historyBefore);
}

/// <summary>What a check of an alert rule leads to, committed with its messages.</summary>
/// <param name="Follows">As in <see cref="IAlertStore.ChangeAsync"/>.</param>
public sealed record CheckResult(IReadOnlyList<AlertChange> Changes, IReadOnlyList<Telling> Tellings, Func<Delivery, bool, bool> Follows);

/// <summary>Who holds a claim, and until when.</summary>
/// <param name="Owner">Unique to the claim.</param>
public sealed record Lease(string Owner, DateTimeOffset Until);

/// <summary>The account a delivery goes out through: rate limits and broken logins are its.</summary>
public readonly record struct Account(int Shop, string Channel);

/// <summary>A delivery under way, with its run and the number of its attempt.</summary>
public sealed record Claimed(Run Run, Delivery Delivery, int Attempt);

/// <summary>What an attempt leads to.</summary>
/// <param name="UsesTry">Whether it counts in the retry plan.</param>
public sealed record Settlement(Outcome Outcome, DeliveryState State, DateTimeOffset? NextAt, bool UsesTry, TimeSpan Took);

/// <summary>
/// Something the owner hears once: a trouble that opens tells when it is new, one that ends tells when it was there.
/// Without a key it is told in any case.
/// </summary>
/// <param name="Notice">Null when there is no way to tell.</param>
public sealed record Telling(int Shop, string? Trouble, bool Ends, NewRun? Notice);
