using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>What a link in a mail opens: a few words, and perhaps one button.</summary>
static class LinkPage
{
    /// <param name="inner">HTML.</param>
    public static IResult Of(Language language, string inner, int status = StatusCodes.Status200OK) => Results.Content($$"""
        <!doctype html><html lang="{{language.Tag()}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>ShopClvReports</title>
        <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;overflow-wrap:anywhere}button{font:inherit;padding:.6rem 1.2rem}</style></head><body>{{inner}}</body></html>
        """, "text/html; charset=utf-8", statusCode: status);

    /// <summary>That of a schedule's messages.</summary>
    public static Language LanguageOf(Storage.Schedule? schedule) => schedule is null ? Language.En : Languages.Parse(schedule.Definition.Language);
}
