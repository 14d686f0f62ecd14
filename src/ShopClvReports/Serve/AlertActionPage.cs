using System.Net;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>
/// Where the links of a mail about alerts lead. Looking at it changes nothing, for mail scanners follow links; the button acts. It
/// names the rule and what will be done, never the customer: links get forwarded.
/// </summary>
sealed class AlertActionPage
{
    const string By = "mail";

    readonly AlertDesk _desk;
    readonly IAlertStore _alerts;
    readonly IScheduleStore _schedules;
    readonly AlertLinks _links;
    readonly TimeProvider _clock;

    AlertActionPage(AlertDesk desk, IAlertStore alerts, IScheduleStore schedules, AlertLinks links, TimeProvider clock) =>
        (_desk, _alerts, _schedules, _links, _clock) = (desk, alerts, schedules, links, clock);

    public static void Map(WebApplication server, AlertDesk desk, IAlertStore alerts, IScheduleStore schedules, AlertLinks links, TimeProvider clock)
    {
        var page = new AlertActionPage(desk, alerts, schedules, links, clock);
        server.MapGet(AlertLinks.Path, (string? t) => page.Ask(t));
        server.MapPost(AlertLinks.Path, (string? t) => page.ActAsync(t));
    }

    sealed record Asked(AlertLink Link, Alert Alert, Schedule Rule, Language Language);

    IResult Ask(string? token)
    {
        var (asked, refused) = Read(token);
        if (asked is null) return refused!;
        var now = _clock.GetUtcNow();
        if (AlertLife.Acted(asked.Alert, asked.Link.Action, By, now + AlertDesk.SnoozeTime, now) is null) return Now(asked, asked.Alert, changed: false);
        var words = AlertWords.Of(asked.Language);
        return LinkPage.Of(
            asked.Language,
            $"{Paragraph(Rule(asked))}{Paragraph(words.Means(asked.Link.Action))}<form method=\"post\"><button>{WebUtility.HtmlEncode(words.Label(asked.Link.Action))}</button></form>");
    }

    async Task<IResult> ActAsync(string? token)
    {
        var (asked, refused) = Read(token);
        if (asked is null) return refused!;
        return await _desk.ActAsync(asked.Link.Shop, asked.Link.Alert, asked.Link.Action, By) is { } alert
            ? Now(asked, alert, alert.Version != asked.Alert.Version)
            : Unknown(asked.Language);
    }

    (Asked? Asked, IResult? Refused) Read(string? token)
    {
        if (_links.Read(token ?? "") is not { } link || _alerts.Find(link.Shop, link.Alert) is not { State: not AlertState.Pending } alert
            || _schedules.Schedules(link.Shop).FirstOrDefault(s => s.Id == alert.Rule) is not { } rule)
            return (null, Unknown(Language.En));
        var language = LinkPage.LanguageOf(rule);
        return link.Until >= _clock.GetUtcNow()
            ? (new Asked(link, alert, rule, language), null)
            : (null, LinkPage.Of(language, Paragraph(AlertWords.Of(language).LinkExpired), StatusCodes.Status410Gone));
    }

    static IResult Now(Asked asked, Alert alert, bool changed)
    {
        var (words, rule) = (AlertWords.Of(asked.Language), asked.Rule.Definition);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var standing = new AlertText(asked.Language, zone).Standing(alert) ?? words.ToldBefore;
        var more = changed ? "" : $" {(alert.IsOpen ? words.AlreadySo : words.NothingToDo)}";
        return LinkPage.Of(asked.Language, $"{Paragraph(Rule(asked))}{Paragraph($"{standing}.{more}")}");
    }

    static IResult Unknown(Language language) =>
        LinkPage.Of(language, Paragraph(AlertWords.Of(language).LinkUnknown), StatusCodes.Status404NotFound);

    static string Rule(Asked asked) => AlertWords.Of(asked.Language).OfRule(VisibleText.OneLine(asked.Rule.Name, 100));

    static string Paragraph(string text) => $"<p>{WebUtility.HtmlEncode(text)}</p>";
}
