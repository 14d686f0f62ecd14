namespace ShopClvReports.Storage;

/// <summary>One report of a schedule at one instant, or a notice; with where it stands.</summary>
/// <param name="Schedule">Null for a notice.</param>
/// <param name="Name">The schedule's name when it was planned.</param>
/// <param name="ScheduledAt">The instant it is for: with the schedule it is unique among scheduled runs.</param>
/// <param name="Missed">How many earlier instants, missed while nothing ran, it covers as well.</param>
/// <param name="Reason">Why it is skipped, partial, failed or cancelled.</param>
public sealed record Run(
    int Shop, long Id, long? Schedule, string Name, RunKind Kind, DateTimeOffset ScheduledAt, int Missed, RunState State, string? Reason,
    ScheduleDefinition Definition, Notice? Notice, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, FollowUp? FollowUp = null);

/// <summary>Why a run is there.</summary>
public enum RunKind
{
    /// <summary>Its time came.</summary>
    Scheduled,

    /// <summary>Somebody asked for it.</summary>
    Manual,

    /// <summary>Somebody tries a destination; marked as a test.</summary>
    Test,

    /// <summary>Words for the owner, not a report.</summary>
    Notice,

    /// <summary>What became of a message about alerts that went out.</summary>
    FollowUp,

    /// <summary>The rest of a message about alerts that was withdrawn before it went out.</summary>
    Retold,
}

public enum RunState { Planned, Rendering, Sending, Delivered, Partial, Failed, Skipped, Superseded, Cancelled }

/// <summary>Something the owner must hear.</summary>
/// <param name="Title">One line.</param>
/// <param name="Lines">Plain text.</param>
public sealed record Notice(string Title, IReadOnlyList<string> Lines);

/// <summary>Which message about alerts a run belongs to.</summary>
/// <param name="Delivery">The message that went out, or was to.</param>
/// <param name="Returned">Alerts that ended by an order since; empty when a person acted.</param>
public sealed record FollowUp(long Delivery, IReadOnlyList<long> Returned);

/// <summary>A run to be planned.</summary>
public sealed record NewRun(
    int Shop, long? Schedule, string Name, RunKind Kind, DateTimeOffset ScheduledAt, int Missed, ScheduleDefinition Definition, Notice? Notice = null,
    FollowUp? FollowUp = null);
