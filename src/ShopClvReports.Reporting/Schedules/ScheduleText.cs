using System.Text.Json;
using System.Text.Json.Serialization;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>A schedule as it is written in a JSON file or on the command line; what is left out takes its default.</summary>
/// <param name="Every">Such as <c>monday 07:00</c>; or <paramref name="Cron"/>, not both.</param>
/// <param name="To">One or more destinations.</param>
/// <param name="Alert">With it, an alert rule: each time it is checked who is unusually quiet.</param>
/// <param name="Quiet">Of the inactive report: who is high-value, and when quiet.</param>
/// <param name="Tiers">Of the reports clv and tiers, such as <c>vip=5%,high=20%,low</c>; empty for those of the shop.</param>
/// <param name="By">Of the cohorts report: <c>month</c> or <c>quarter</c>.</param>
/// <param name="Own">Columns of the reader's own, such as <c>ratio = total_spent / orders</c>; one that is empty takes all away.</param>
/// <param name="Only">Null for always; <c>with-rows</c>, <c>when-changed</c> or <c>when-fresh</c>.</param>
public sealed record ScheduleText(
    string Name, string? Every, string? Cron, string? TimeZone, IReadOnlyList<string>? To, string? Report = null, string? Period = null, string? Value = null,
    string? Columns = null, string? Where = null, string? Sort = null, int? Top = null, string? Language = null, string? Subject = null,
    string? Message = null, string? Only = null, AlertRuleText? Alert = null, AlertRuleText? Quiet = null,
    string? Tiers = null, string? By = null, IReadOnlyList<string>? Own = null)
{
    const int LongestText = 2_000;

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads a JSON file that holds a list of schedules.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public static IReadOnlyList<ScheduleText> Read(Stream file, string path)
    {
        const string expected = "expected a list of schedules, each with a name, every or cron, and to";
        try
        {
            var all = JsonSerializer.Deserialize<List<ScheduleText?>>(file, Json);
            // JSON's null may stand anywhere.
            if (all is null || all.Any(s => s?.Name is null || s.To?.Contains(null!) == true || s.Own?.Contains(null!) == true))
                throw new FormatException($"{path} has null where a schedule, its name, a destination or a column should be; {expected}");
            return all!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path} line {e.LineNumber + 1} at {e.Path} cannot be read; {expected}", e);
        }
    }

    /// <summary>The definition meant, over one that stands already.</summary>
    /// <param name="known">Null for a new schedule.</param>
    /// <param name="zone">For a new schedule that names none.</param>
    /// <param name="language">Likewise.</param>
    /// <exception cref="FormatException">Something in it cannot be; the message says what would do.</exception>
    public ScheduleDefinition Over(ScheduleDefinition? known, string zone, string language)
    {
        var request = known?.Report ?? new ReportRequest();
        if (Every is not null && Cron is not null) throw new FormatException("give either a time to run every so often or a cron expression, not both");
        var definition = new ScheduleDefinition(
            new ReportRequest(
                Report ?? request.Kind, Period ?? UsualPeriod(request), Value ?? request.Value, Given(Columns, request.Columns), Given(Where, request.Where),
                Given(Sort, request.Sort), Top ?? request.Top, Rule(request),
                Given(Tiers, OfSame(request)?.Tiers), Given(By, OfSame(request)?.By), Own is null ? request.Own : Own is [""] or [] ? null : Own),
            Language ?? known?.Language ?? language,
            Every is not null ? TimingText.Parse(Every) : Cron is not null ? new CronTiming(Cron) : known?.When ?? throw new FormatException("no time is given; expected for example every 'monday 07:00'"),
            TimeZone ?? known?.TimeZone ?? zone,
            To is { Count: > 0 } ? [.. To.Select(Destination.Parse).Distinct()] : known?.Destinations ?? throw new FormatException("no destination is given; expected for example to 'email:jan@example.nl'"),
            Text(Given(Subject, known?.Subject), "subject"), Text(Given(Message, known?.Message), "message"),
            Only is null ? known?.Condition ?? SendCondition.Always : Condition(Only),
            Alert?.Over(known?.Alert) ?? known?.Alert);
        if (definition.Alert is not null && (definition.Report with { Period = "", Value = "" } != new ReportRequest(Period: "", Value: "") || definition.Condition != SendCondition.Always))
            throw new FormatException("an alert rule makes no report: leave out report, columns, where, sort, top and only; period and value are its own");
        _ = Languages.Parse(definition.Language);
        return definition;
    }

    string UsualPeriod(ReportRequest known) =>
        Report is { } kind && kind != known.Kind && ReportKinds.Names.Contains(kind) ? ReportRequests.UsualPeriod(ReportKinds.Parse(kind)) : known.Period;

    /// <summary>Another report does not take what only this one does.</summary>
    ReportRequest? OfSame(ReportRequest known) => (Report ?? known.Kind) == known.Kind ? known : null;

    /// <exception cref="FormatException">It is for another report, or cannot be.</exception>
    AlertRule? Rule(ReportRequest known)
    {
        // Tiers alone say nobody: they may be those of the shop.
        if (Quiet is null || Quiet == new AlertRuleText(Tiers: Quiet.Tiers)) return OfSame(known)?.Rule;
        return Quiet.Over(known.Rule);
    }

    /// <summary>As <see cref="Only"/> writes it.</summary>
    public static string Say(SendCondition condition) => condition switch
    {
        SendCondition.Always => "always",
        SendCondition.WithRows => "with-rows",
        SendCondition.WhenChanged => "when-changed",
        SendCondition.WhenFresh => "when-fresh",
    };

    static SendCondition Condition(string text) => Enum.GetValues<SendCondition>().Cast<SendCondition?>().FirstOrDefault(c => Say(c!.Value) == text)
        ?? throw new FormatException($"'{text}' is not a condition; expected {string.Join(", ", Enum.GetValues<SendCondition>().Select(Say))}");

    /// <summary>An empty text takes away what stood there.</summary>
    static string? Given(string? text, string? known) => text is null ? known : text.Length == 0 ? null : text;

    static string? Text(string? text, string what) => text is { Length: > LongestText }
        ? throw new FormatException($"the {what} has {text.Length} characters; expected at most {LongestText}")
        : text;
}
