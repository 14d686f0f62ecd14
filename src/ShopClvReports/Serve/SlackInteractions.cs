using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>
/// Where Slack tells of buttons pressed. A button names its shop, and the request counts only with the signature of that shop's
/// Slack app. The message itself is changed later, by a follow-up. A repeated request does no harm: acting twice is as acting once.
/// </summary>
sealed partial class SlackInteractions
{
    public const string Path = "/slack/interactions";

    /// <summary>Slack sends the whole message along as a form: 15,000 characters, up to eight each where they are escaped, and more around them.</summary>
    const int MostBytes = 512 << 10;

    readonly AlertDesk _desk;
    readonly Func<int, ChannelSettings> _settingsOf;
    readonly TimeProvider _clock;
    readonly ILogger _log;

    SlackInteractions(AlertDesk desk, Func<int, ChannelSettings> settingsOf, TimeProvider clock, ILogger log) =>
        (_desk, _settingsOf, _clock, _log) = (desk, settingsOf, clock, log);

    /// <param name="settingsOf">A shop's settings of Slack.</param>
    public static void Map(WebApplication server, AlertDesk desk, Func<int, ChannelSettings> settingsOf, TimeProvider clock, ILogger log)
    {
        var interactions = new SlackInteractions(desk, settingsOf, clock, log);
        server.MapPost(Path, async (HttpContext context) => context.Response.StatusCode = await interactions.AnswerAsync(context));
    }

    async Task<int> AnswerAsync(HttpContext context)
    {
        try
        {
            if (await WebhookBody.ReadAsync(context.Request, MostBytes, context.RequestAborted) is not { } body) return StatusCodes.Status413PayloadTooLarge;
            using (body)
            {
                if (SlackClick.Read(body.Bytes.Span) is not { } click) return StatusCodes.Status200OK;
                if (!IsSigned(context.Request.Headers, click.Shop, body.Bytes.Span)) return StatusCodes.Status401Unauthorized;
                return await _desk.ActAsync(click.Shop, click.Alert, click.Action, click.By) is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            }
        }
        catch (FormatException e)
        {
            LogNotUnderstood(_log, e.Message);
            return StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (StoreException e)
        {
            LogUnavailable(_log, e.Message);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    bool IsSigned(IHeaderDictionary headers, int shop, ReadOnlySpan<byte> body)
    {
        var signed = _settingsOf(shop)[SlackSignature.SecretField] is { } secret
            && SlackSignature.Verify(secret, headers[SlackSignature.TimeHeader], headers[SlackSignature.Header], body, _clock.GetUtcNow());
        if (!signed) LogUnsigned(_log, shop);
        return signed;
    }

    [LoggerMessage(LogLevel.Debug, "A press on a button in Slack was not understood: {Reason}")]
    static partial void LogNotUnderstood(ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "A press on a button in Slack has no good signature for shop number {Shop}; is signing_secret that of the Slack app?")]
    static partial void LogUnsigned(ILogger log, int shop);

    [LoggerMessage(LogLevel.Error, "A press on a button in Slack was not taken, somebody will have to press again: {Reason}")]
    static partial void LogUnavailable(ILogger log, string reason);
}
