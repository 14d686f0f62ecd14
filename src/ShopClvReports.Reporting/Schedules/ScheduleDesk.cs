using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Takes in schedules: only those that can work are stored.</summary>
public sealed class ScheduleDesk(IScheduleStore schedules, Channels channels, TimeProvider clock)
{
    const int LongestName = 80;

    /// <summary>Adds a schedule or changes the one of that name.</summary>
    /// <exception cref="FormatException">Something in it cannot be.</exception>
    public Task<Schedule> SaveAsync(Shop shop, ScheduleText text, string language) => schedules.SaveScheduleAsync(
        shop.Id, Find(shop.Id, text.Name)?.Name ?? text.Name, Check(shop, text, language), clock.GetUtcNow());

    /// <returns>What would be stored.</returns>
    /// <exception cref="FormatException">Something in it cannot be.</exception>
    public ScheduleDefinition Check(Shop shop, ScheduleText text, string language)
    {
        if (string.IsNullOrWhiteSpace(text.Name) || text.Name.Length > LongestName || text.Name.Any(char.IsControl))
            throw new FormatException($"a schedule's name has 1 to {LongestName} characters on one line");
        var definition = text.Over(Find(shop.Id, text.Name)?.Definition, shop.TimeZone.Id, language);
        ScheduleTimes.Check(definition.When, definition.TimeZone, clock.GetUtcNow());
        definition.Report.Check(shop);
        foreach (var destination in definition.Destinations) channels.Check(destination);
        return definition;
    }

    public Schedule? Find(int shop, string name) =>
        schedules.Schedules(shop).FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
