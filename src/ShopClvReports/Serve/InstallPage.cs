using System.Net;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Where a shop's owner installs the app, and where Shopify sends the owner back to.</summary>
static partial class InstallPage
{
    public const string Begin = "/auth/install";
    public const string Back = "/auth/callback";

    const string Cookie = "shopclv_installation";

    /// <param name="publicUrl">Under which the world reaches this program, without a slash at its end.</param>
    public static void Map(WebApplication server, Installation installation, string publicUrl, Language language, ILogger log)
    {
        server.MapGet(Begin, (HttpContext context, string? shop) => Say(language, log, () =>
        {
            var departure = installation.Begin(shop, publicUrl + Back);
            context.Response.Cookies.Append(Cookie, departure.Cookie, Options(publicUrl, departure.CookieLives));
            return Task.FromResult(Results.Redirect(departure.Url));
        }));
        server.MapGet(Back, (Delegate)((HttpContext context) => Say(language, log, async () =>
        {
            var query = context.Request.Query.ToDictionary(p => p.Key, p => p.Value.Count == 1 ? p.Value[0]! : throw new InstallationException($"{p.Key} is there twice"));
            context.Response.Cookies.Delete(Cookie, Options(publicUrl, TimeSpan.Zero));
            // The browser may leave; the token must not be lost for that.
            var check = await installation.FinishAsync(query, context.Request.Cookies[Cookie], CancellationToken.None);
            var words = InstallWords.Of(language);
            return LinkPage.Of(language, string.Concat(words.Connected(check).Select(line => $"<p>{WebUtility.HtmlEncode(line)}</p>")));
        })));
    }

    /// <summary>The cookie comes back with a link from Shopify's pages, which only Lax allows.</summary>
    static CookieOptions Options(string publicUrl, TimeSpan lives) => new()
    {
        HttpOnly = true,
        Secure = publicUrl.StartsWith("https:", StringComparison.Ordinal),
        SameSite = SameSiteMode.Lax,
        MaxAge = lives,
        IsEssential = true,
        Path = new Uri(publicUrl + "/auth").AbsolutePath,
    };

    static async Task<IResult> Say(Language language, ILogger log, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is InstallationException or ShopifyException or StoreException)
        {
            LogFailed(log, VisibleText.OneLine(e.Message, 500));
            return LinkPage.Of(
                language, $"<p>{WebUtility.HtmlEncode(InstallWords.Of(language).Failed)}</p><p>{WebUtility.HtmlEncode(e.Message)}</p>",
                e is InstallationException ? StatusCodes.Status400BadRequest : StatusCodes.Status502BadGateway);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An installation failed: {Reason}")]
    static partial void LogFailed(ILogger log, string reason);
}
