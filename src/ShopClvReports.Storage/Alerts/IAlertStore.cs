using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Alerts and what became of them. Each method is one atomic step, on disk when it returns. A check's changes are committed with
/// its messages, in <see cref="IOutbox.RenderedAsync"/>.
/// </summary>
public interface IAlertStore
{
    /// <summary>By rule and customer; of one rule, or of every rule of the shop.</summary>
    IReadOnlyList<Alert> Alerts(int shop, long? rule = null, bool open = true);

    Alert? Find(int shop, long alert);

    /// <summary>The alerts that a run told of.</summary>
    IReadOnlyList<Alert> ToldIn(long run);

    /// <summary>
    /// Changes alerts outside a check, because an order came or a person acted. Each message that told of them and has gone out
    /// gets a follow-up run; one that still waits is withdrawn, and the rest of it told in its place.
    /// </summary>
    /// <param name="follows">Whether a delivery is followed up; the flag says whether somebody came back.</param>
    /// <returns>False when one of them has changed meanwhile: nothing is changed then.</returns>
    Task<bool> ChangeAsync(int shop, IReadOnlyList<AlertChange> changes, Func<Delivery, bool, bool> follows, DateTimeOffset now);

    /// <summary>Takes back a message that still waits, and plans one that tells the rest of it.</summary>
    /// <returns>False when it does not wait any more.</returns>
    Task<bool> WithdrawAsync(long delivery, DateTimeOffset now);

    /// <summary>Newest first.</summary>
    IReadOnlyList<AlertEvent> History(int shop, CustomerId? customer = null, int limit = 1000);
}

/// <summary>A step that was taken.</summary>
public sealed record AlertEvent(long Alert, long Rule, CustomerId Customer, DateTimeOffset At, AlertState State, string What, string? By);
