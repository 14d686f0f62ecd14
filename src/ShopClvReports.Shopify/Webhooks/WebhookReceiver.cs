using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Takes Shopify's webhooks. Answers 200 only when what they say is on disk; 503 makes Shopify send it again. A body that is
/// signed but not understood is kept whole in quarantine and answered with 200, since sending it again would not help.
/// </summary>
public sealed partial class WebhookReceiver(
    IStore store, ShopKeys shops, WebhookMetrics metrics, int maxBodyBytes, TimeProvider clock, ILogger<WebhookReceiver> log)
{
    /// <summary>Where Shopify is told to post.</summary>
    public const string Path = "/webhooks/shopify";

    const int RetryAfterSeconds = 10;

    public async Task HandleAsync(HttpContext context)
    {
        metrics.Received.Add(1);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            Refuse(context, StatusCodes.Status405MethodNotAllowed);
            return;
        }

        try
        {
            await ReceiveAsync(context);
        }
        catch (StoreException e)
        {
            metrics.Unavailable.Add(1);
            LogUnavailable(log, e.Message);
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (BadHttpRequestException e)
        {
            Refuse(context, e.StatusCode);
        }
    }

    async Task ReceiveAsync(HttpContext context)
    {
        var headers = WebhookHeaders.Of(context.Request.Headers);
        if (Shop(headers) is not { } shop)
        {
            Refuse(context, StatusCodes.Status401Unauthorized);
            return;
        }

        if (await WebhookBody.ReadAsync(context.Request, maxBodyBytes, context.RequestAborted) is not { } body)
        {
            Refuse(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        using (body)
        {
            if (Signer(shop, headers, body) is not { } signer)
            {
                Refuse(context, StatusCodes.Status401Unauthorized);
                return;
            }

            await StoreAsync(signer.Shop, headers, body.Bytes);
        }
    }

    SigningShop? Shop(WebhookHeaders headers)
    {
        if (headers.Shop is not { } domain) return null;
        return shops.Find(domain) ?? (shops.Refresh() ? shops.Find(domain) : null);
    }

    /// <summary>The shop, if one of its keys signed the body; a key stored a moment ago by another process counts.</summary>
    SigningShop? Signer(SigningShop shop, WebhookHeaders headers, WebhookBody body)
    {
        if (WebhookSignature.Verify(shop.Keys, body.Bytes.Span, headers.Signature)) return shop;
        return headers.Signature is not null && shops.Refresh() && shops.Find(shop.Shop.Domain) is { } again
            && WebhookSignature.Verify(again.Keys, body.Bytes.Span, headers.Signature)
            ? again
            : null;
    }

    async Task StoreAsync(Shop shop, WebhookHeaders headers, ReadOnlyMemory<byte> body)
    {
        var delivery = Understand(shop, headers, body, out var known);
        var start = clock.GetTimestamp();
        var outcome = await store.ReceiveAsync(delivery);
        metrics.CommitLatency.Record(clock.GetElapsedTime(start).TotalSeconds);
        switch (outcome)
        {
            case WebhookOutcome.Stored:
                (known ? metrics.Stored : metrics.Acknowledged).Add(1);
                break;
            case WebhookOutcome.Duplicate:
                metrics.Duplicate.Add(1);
                break;
            case WebhookOutcome.Quarantined:
                metrics.Quarantined.Add(1);
                LogQuarantined(log, delivery.Rejected!.Source, shop.Domain);
                break;
        }
    }

    WebhookDelivery Understand(Shop shop, WebhookHeaders headers, ReadOnlyMemory<byte> body, out bool known)
    {
        var now = clock.GetUtcNow();
        known = true;
        try
        {
            if (headers.Topic is not { } topic) throw new PayloadException("the webhook names no topic; expected the header X-Shopify-Topic");
            // The signature does not cover the header: it may not put anything off.
            var facts = Payload.Read(topic, body.Span, shop, headers.TriggeredAt < now ? headers.TriggeredAt.Value : now);
            known = facts is not null;
            return new WebhookDelivery(shop.Id, now, facts ?? []);
        }
        catch (PayloadException e)
        {
            var topic = headers.Topic is { Length: <= 100 } named && named.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_') ? named : "of no known topic";
            return new WebhookDelivery(shop.Id, now, [], new Rejected($"webhook {topic}", topic, e.Message, body.ToArray()));
        }
    }

    void Refuse(HttpContext context, int status)
    {
        metrics.Rejected.Add(1);
        context.Response.StatusCode = status;
        LogRefused(log, status);
    }

    [LoggerMessage(LogLevel.Debug, "Webhook refused with {Status}")]
    static partial void LogRefused(ILogger log, int status);

    /// <remarks>Not why: that quotes the body, which may be about a person.</remarks>
    [LoggerMessage(LogLevel.Warning, "A {Webhook} of {Shop} could not be understood and is kept whole; see: shopclv quarantine list")]
    static partial void LogQuarantined(ILogger log, string webhook, string shop);

    [LoggerMessage(LogLevel.Error, "Webhook sent back for a retry: {Reason}")]
    static partial void LogUnavailable(ILogger log, string reason);
}
