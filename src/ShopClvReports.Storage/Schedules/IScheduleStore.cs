namespace ShopClvReports.Storage;

/// <summary>What shops want to receive, and through which accounts. Each method is one atomic step, on disk when it returns.</summary>
public interface IScheduleStore
{
    /// <summary>By shop and name; of every shop when none is named. Those that are <see cref="Unreadable"/> are not among them.</summary>
    IReadOnlyList<Schedule> Schedules(int? shop = null);

    /// <summary>Those that do nothing, because what is stored of them cannot be read: another version wrote it, or a hand changed it.</summary>
    /// <inheritdoc cref="Schedules"/>
    IReadOnlyList<UnreadableSchedule> Unreadable(int? shop = null);

    /// <summary>
    /// Adds a schedule, or changes the one of that name, also when it is unreadable. With another time or zone it owes runs from now on;
    /// otherwise those it owed already stay owed.
    /// </summary>
    Task<Schedule> SaveScheduleAsync(int shop, string name, ScheduleDefinition definition, DateTimeOffset now);

    /// <summary>Removes a schedule; its runs stay to be looked at, and what still waits is cancelled.</summary>
    Task RemoveScheduleAsync(int shop, long schedule, DateTimeOffset now);

    /// <param name="until">When it goes on by itself; null until it is resumed.</param>
    Task PauseScheduleAsync(int shop, long schedule, DateTimeOffset? until);

    /// <summary>From now on it owes runs again, also while the shop is not connected; those of the pause are not made up for.</summary>
    Task ResumeScheduleAsync(int shop, long schedule, DateTimeOffset now);

    /// <summary>Addresses that asked to be left out of a schedule.</summary>
    IReadOnlyList<string> Unsubscribed(int shop, long schedule);

    /// <summary>Leaves an address out of a schedule from now on, or lets it in again.</summary>
    Task SetUnsubscribedAsync(int shop, long schedule, string address, bool unsubscribed, DateTimeOffset now);

    /// <summary>A shop's settings of a channel, decrypted; empty when there are none.</summary>
    IReadOnlyDictionary<string, string> ChannelSettings(int shop, string channel);

    /// <summary>Replaces a shop's settings of a channel; empty to forget them. Encrypted at rest.</summary>
    Task SaveChannelSettingsAsync(int shop, string channel, IReadOnlyDictionary<string, string> settings);
}
