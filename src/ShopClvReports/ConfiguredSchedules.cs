using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>The schedules in the files that the settings name.</summary>
static class ConfiguredSchedules
{
    /// <summary>Adds those whose name is not known yet: all of them, or none when anything is wrong.</summary>
    /// <exception cref="SettingsException">A file cannot be read, or a schedule in it cannot be; names every such file and schedule.</exception>
    public static async Task AddAsync(App app, ScheduleDesk desk)
    {
        var language = app.Settings.Language;
        var errors = new List<string>();
        var wanted = new List<(Shop Shop, ScheduleText Text)>();
        foreach (var (domain, settings) in app.Settings.Shops)
        {
            if (settings.SchedulesFile is not { } path) continue;
            var shop = app.Store.Shops().First(s => s.Shop.Domain == domain).Shop;
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            try
            {
                foreach (var text in Read(path))
                {
                    if (!names.Add(text.Name)) errors.Add(Error(domain, path, text, "is there twice; expected once"));
                    else if (desk.Find(shop.Id, text.Name) is not null) continue;
                    else if (Wrong(() => desk.Check(shop, text, language)) is { } wrong) errors.Add(Error(domain, path, text, wrong));
                    else wanted.Add((shop, text));
                }
            }
            catch (FormatException e)
            {
                errors.Add($"Shops:{domain}:SchedulesFile: {e.Message}");
            }
        }

        if (errors.Count > 0) throw new SettingsException(errors);
        foreach (var (shop, text) in wanted) await desk.SaveAsync(shop, text, language);
    }

    /// <exception cref="FormatException">It cannot be read.</exception>
    static IReadOnlyList<ScheduleText> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ScheduleText.Read(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path} cannot be read ({e.Message}); expected a JSON file with a list of schedules", e);
        }
    }

    static string? Wrong(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    static string Error(string domain, string path, ScheduleText schedule, string wrong) =>
        $"Shops:{domain}:SchedulesFile: {path}, schedule '{VisibleText.OneLine(schedule.Name, 80)}': {wrong}";
}
