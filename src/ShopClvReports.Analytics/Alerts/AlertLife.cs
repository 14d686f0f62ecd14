using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>
/// The life of an alert: pending → firing → snoozed, contacted or dismissed → came back, withdrawn or dropped. Only an order ends a
/// silence that was told; a refund or an edit, which brings no order, does not.
/// </summary>
public static class AlertLife
{
    static readonly TimeSpan MostEarly = TimeSpan.FromHours(2);

    /// <summary>What a check leads to.</summary>
    /// <param name="known">The open alert of this rule and customer; null when there is none.</param>
    /// <returns>Null when nothing changes.</returns>
    public static AlertChange? Checked(Alert? known, long rule, in Sighting seen, AlertRule wish, DateTimeOffset now)
    {
        if (known is null)
            return seen is { GoneBecause: null, Quiet: { IsHighValue: true, IsQuiet: true } }
                ? new AlertChange(new Alert(0, rule, seen.Customer, AlertState.Pending, seen.Quiet.LastOrder, now), "pending")
                : null;
        if (Ended(known, seen, now) is { } ended) return ended;
        return known.State switch
        {
            // The clock was set back.
            AlertState.Pending when known.Since > now => new AlertChange(known with { Since = now }, "waiting anew, the clock was set back"),
            AlertState.Pending when Passed(now - known.Since, TimeSpan.FromHours(wish.PendingHours)) => Told(known with { FiredAt = now }, "fired", now),
            AlertState.Snoozed when known.SnoozedUntil <= now => Told(known, "the snooze ended", now),
            AlertState.Firing when wish.RepeatDays > 0 && Passed(now - known.ToldAt!.Value, TimeSpan.FromDays(wish.RepeatDays)) => Told(known, "still quiet", now),
            _ => null,
        };
    }

    /// <summary>What an order, an erasure or a merge leads to between checks.</summary>
    /// <returns>Null when the alert goes on.</returns>
    public static AlertChange? Heard(Alert known, in Sighting seen, DateTimeOffset now) =>
        seen.GoneBecause is not null || seen.ReturnedAt is not null ? Ended(known, seen, now) : null;

    /// <summary>What a person's act leads to.</summary>
    /// <param name="until">The end of a snooze.</param>
    /// <returns>Null when nobody may act on it any more, or it stands like that already.</returns>
    public static AlertChange? Acted(Alert known, AlertAction action, string by, DateTimeOffset until, DateTimeOffset now) => !known.IsActionable ? null : action switch
    {
        AlertAction.Contacted when known.State == AlertState.Contacted => null,
        AlertAction.Contacted => new AlertChange(known with { State = AlertState.Contacted, ContactedAt = known.ContactedAt ?? now, SnoozedUntil = null, By = by }, "contacted"),
        AlertAction.Snooze when known.State == AlertState.Snoozed && known.SnoozedUntil >= until.AddMinutes(-10) => null,
        AlertAction.Snooze => new AlertChange(
            known with { State = AlertState.Snoozed, SnoozedUntil = until, By = by },
            string.Create(CultureInfo.InvariantCulture, $"snoozed until {until.UtcDateTime:yyyy-MM-dd HH:mm}Z")),
        AlertAction.Dismiss when known.State == AlertState.Dismissed => null,
        AlertAction.Dismiss => new AlertChange(known with { State = AlertState.Dismissed, SnoozedUntil = null, By = by }, "not a customer any more"),
    };

    /// <summary>A check of every day is now and then a little less than a day after the one before, and an hour less when the clocks change.</summary>
    static bool Passed(TimeSpan time, TimeSpan wanted)
    {
        var early = wanted / 10;
        return time >= wanted - (early < MostEarly ? early : MostEarly);
    }

    static AlertChange Told(Alert alert, string what, DateTimeOffset now) =>
        new(alert with { State = AlertState.Firing, ToldAt = now, SnoozedUntil = null }, what, Tells: true);

    static AlertChange? Ended(Alert known, in Sighting seen, DateTimeOffset now)
    {
        if (seen.GoneBecause is { } gone) return Dropped(known, gone, now);
        if (seen.ReturnedAt is { } at)
            return known.State == AlertState.Pending
                ? Dropped(known, "ordered before anybody was told", now)
                : new AlertChange(known with { State = AlertState.CameBack, ReturnedAt = at, EndedAt = now }, "came back");
        if (!seen.Quiet.StaysHighValue) return Dropped(known, "no longer high-value", now);
        return known.State == AlertState.Pending && !seen.Quiet.IsQuiet ? Dropped(known, "no longer unusual", now) : null;
    }

    static AlertChange Dropped(Alert known, string why, DateTimeOffset now) =>
        new(known with { State = AlertState.Dropped, EndedAt = now }, $"dropped: {why}");
}

/// <summary>What is known of a customer at a moment, beside an alert.</summary>
/// <param name="ReturnedAt">The first order after the alert's last one; null when none came.</param>
/// <param name="GoneBecause">Why the customer is nobody to call any more, such as <c>erased</c>; null for everybody else.</param>
public readonly record struct Sighting(CustomerId Customer, QuietCustomer Quiet, DateTimeOffset? ReturnedAt = null, string? GoneBecause = null);
