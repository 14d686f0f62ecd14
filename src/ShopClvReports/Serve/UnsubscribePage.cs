using System.Net;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>
/// Where the link in a mail leads. Looking at it changes nothing, for mail scanners follow links; the button posts, and so does a
/// mail program's own button (RFC 8058).
/// </summary>
static class UnsubscribePage
{
    public const string Path = "/unsubscribe";

    public static void Map(WebApplication server, IScheduleStore schedules, IStore shops, UnsubscribeLinks links, TimeProvider clock)
    {
        server.MapGet(Path, (string? t) => Page(t, schedules, shops, links, (words, link) =>
            $"<p>{WebUtility.HtmlEncode(words.UnsubscribeAsk(link.Schedule.Name, link.Shop, link.Address))}</p><form method=\"post\"><button>{WebUtility.HtmlEncode(words.Unsubscribe)}</button></form>"));
        server.MapPost(Path, async (string? t) =>
        {
            if (Read(t, schedules, shops, links) is { } link)
                await schedules.SetUnsubscribedAsync(link.Schedule.Shop, link.Schedule.Id, link.Address, unsubscribed: true, clock.GetUtcNow());
            return Page(t, schedules, shops, links, (words, _) => $"<p>{WebUtility.HtmlEncode(words.UnsubscribeDone)}</p>");
        });
    }

    sealed record Link(Schedule Schedule, string Shop, string Address);

    static Link? Read(string? token, IScheduleStore schedules, IStore shops, UnsubscribeLinks links) =>
        links.TryRead(token ?? "", out var link)
        && schedules.Schedules(link.Shop).FirstOrDefault(s => s.Id == link.Schedule) is { } schedule
        && shops.Shops().FirstOrDefault(s => s.Shop.Id == link.Shop) is { } shop
            ? new Link(schedule, shop.Shop.Domain, link.Address)
            : null;

    static IResult Page(string? token, IScheduleStore schedules, IStore shops, UnsubscribeLinks links, Func<MessageWords, Link, string> body)
    {
        var link = Read(token, schedules, shops, links);
        var language = LinkPage.LanguageOf(link?.Schedule);
        var words = MessageWords.Of(language);
        return link is null
            ? LinkPage.Of(language, $"<p>{WebUtility.HtmlEncode(words.UnsubscribeUnknown)}</p>", StatusCodes.Status404NotFound)
            : LinkPage.Of(language, body(words, link));
    }
}
