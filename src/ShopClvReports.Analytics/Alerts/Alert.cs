namespace ShopClvReports.Analytics;

/// <summary>One customer's silence under one rule. Holds no personal data: a customer may ask to be forgotten.</summary>
/// <param name="Id">0 until it is stored.</param>
/// <param name="Rule">The schedule that carries the rule.</param>
/// <param name="LastOrder">The last order before the silence, seconds since 1970. An order after it ends the silence.</param>
/// <param name="Since">When a check first saw it.</param>
/// <param name="FiredAt">When somebody was first to be told.</param>
/// <param name="ToldAt">When somebody was last to be told.</param>
/// <param name="ContactedAt">When somebody said to have been in touch, whatever came after.</param>
/// <param name="By">Who acted last, such as <c>slack:U0123</c>, <c>mail</c> or <c>cli</c>.</param>
/// <param name="ReturnedAt">When the order came that ended it.</param>
/// <param name="Version">Counts changes, so that two who change it at once are told apart.</param>
public sealed record Alert(
    long Id, long Rule, CustomerId Customer, AlertState State, uint LastOrder, DateTimeOffset Since, DateTimeOffset? FiredAt = null, DateTimeOffset? ToldAt = null,
    DateTimeOffset? SnoozedUntil = null, DateTimeOffset? ContactedAt = null, string? By = null, DateTimeOffset? ReturnedAt = null, DateTimeOffset? EndedAt = null,
    int Version = 0)
{
    /// <summary>Whether it can still change by itself.</summary>
    public bool IsOpen => State is not (AlertState.CameBack or AlertState.Withdrawn or AlertState.Dropped);

    /// <summary>Whether somebody may act on it.</summary>
    public bool IsActionable => IsOpen && State != AlertState.Pending;
}

public enum AlertState
{
    /// <summary>Seen, and not yet for long enough.</summary>
    Pending,
    Firing,

    /// <summary>Silent until a day.</summary>
    Snoozed,

    /// <summary>Somebody is in touch with the customer; silent until an order.</summary>
    Contacted,

    /// <summary>Somebody knows that this is no customer any more; silent until an order.</summary>
    Dismissed,

    /// <summary>Ended by an order.</summary>
    CameBack,

    /// <summary>Ended by an order before anybody was told.</summary>
    Withdrawn,

    /// <summary>Ended otherwise: erased, merged, no longer high-value, rule removed.</summary>
    Dropped,
}

/// <summary>What a person can do with an alert.</summary>
public enum AlertAction { Contacted, Snooze, Dismiss }

/// <summary>A step of an alert's life.</summary>
/// <param name="After">The alert as it is from now on; without an id a new one.</param>
/// <param name="What">One or a few words, such as <c>fired</c> or <c>dropped: no longer high-value</c>.</param>
/// <param name="Tells">Whether the check's message speaks of it.</param>
public sealed record AlertChange(Alert After, string What, bool Tells = false);
