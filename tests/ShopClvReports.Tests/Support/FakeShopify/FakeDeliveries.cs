using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Tests;

/// <summary>
/// The webhooks of a shop that wait to be sent, and the pump that sends them. Nothing goes out by itself: a test lets it. What is
/// refused is due again later by the platform's clock, eight times; then the subscription is gone.
/// </summary>
sealed class FakeDeliveries(FakeShop shop)
{
    const int Retries = 8;
    static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Together 4 h.</summary>
    static readonly TimeSpan[] s_pauses = [.. new[] { 1, 2, 4, 8, 15, 30, 60, 120 }.Select(m => TimeSpan.FromMinutes(m))];

    readonly List<FakeDelivery> _waiting = [];

    public IReadOnlyList<FakeDelivery> Waiting => _waiting;

    /// <summary>Of a seed, so that the same test loses and doubles the same.</summary>
    public Random Random { get; set; } = new(7);

    /// <summary>Part of them that never arrives, from 0 to 1, though the platform thinks so.</summary>
    public double Lost { get; set; }

    /// <summary>Part of them that arrives twice.</summary>
    public double Doubled { get; set; }

    /// <summary>Among how many of its neighbours each changes places; 1: none.</summary>
    public int ShuffledAmong { get; set; } = 1;

    /// <summary>How many are on their way at the same time.</summary>
    public int AtOnce { get; set; } = 1;

    /// <summary>Takes the place of HTTP: answers the status.</summary>
    public Func<FakeDelivery, Task<int>> Send { get; set; } = delivery => PostAsync(shop, delivery);

    /// <summary>What arrived, or would have, by topic.</summary>
    public Dictionary<string, int> Sent { get; } = [];

    public void Add(FakeDelivery delivery) => _waiting.Add(delivery);

    /// <summary>Sends what is due, until nothing is.</summary>
    /// <returns>How many were taken by the receiver.</returns>
    public async Task<int> PumpAsync()
    {
        var taken = 0;
        while (Due() is { Count: > 0 } due)
            foreach (var batch in due.Chunk(AtOnce))
                taken += (await Task.WhenAll(batch.Select(DeliverAsync))).Count(good => good);
        return taken;
    }

    /// <summary>Takes what is due off the queue: without the lost, with the doubled, neighbours in any order.</summary>
    List<FakeDelivery> Due()
    {
        lock (shop.Gate)
        {
            var now = shop.Moment;
            var due = new List<FakeDelivery>();
            foreach (var delivery in _waiting.Where(d => d.Due <= now))
            {
                if (delivery.Failures == 0)
                {
                    Sent[delivery.Topic] = Sent.GetValueOrDefault(delivery.Topic) + 1;
                    if (Random.NextDouble() < Lost) continue;
                    if (Random.NextDouble() < Doubled) due.Add(delivery with { });
                }

                due.Add(delivery);
            }

            _waiting.RemoveAll(d => d.Due <= now);
            if (ShuffledAmong <= 1) return due;
            return [.. due.Select((d, place) => (Delivery: d, Key: place + Random.NextDouble() * ShuffledAmong)).OrderBy(d => d.Key).Select(d => d.Delivery)];
        }
    }

    async Task<bool> DeliverAsync(FakeDelivery delivery)
    {
        if (await TryAsync(delivery) is >= 200 and < 300) return true;
        lock (shop.Gate) Again(delivery);
        return false;
    }

    /// <summary>Whatever becomes of a receiver, nothing that waits may be lost here.</summary>
    /// <returns>The status; 0 without one.</returns>
    async Task<int> TryAsync(FakeDelivery delivery)
    {
        try
        {
            return await Send(delivery);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException or IOException)
        {
            return 0;
        }
    }

    void Again(FakeDelivery delivery)
    {
        if (delivery.Failures++ < Retries)
        {
            delivery.Due = shop.Moment + s_pauses[delivery.Failures - 1];
            _waiting.Add(delivery);
            return;
        }

        if (delivery.Subscription is not { } dropped) return;
        shop.Subscriptions.RemoveAll(s => s.Id == dropped.Id);
        _waiting.RemoveAll(d => d.Subscription?.Id == dropped.Id);
    }

    static async Task<int> PostAsync(FakeShop shop, FakeDelivery delivery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Uri) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in Headers(shop, delivery)) request.Headers.Add(name, value);
        using var reply = await s_http.SendAsync(request);
        return (int)reply.StatusCode;
    }

    public static IEnumerable<(string Name, string Value)> Headers(FakeShop shop, FakeDelivery delivery) =>
    [
        ("X-Shopify-Topic", delivery.Topic),
        ("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.Secret), delivery.Body))),
        ("X-Shopify-Shop-Domain", shop.Domain),
        ("X-Shopify-API-Version", Shopify.AdminApi.Version),
        ("X-Shopify-Webhook-Id", delivery.WebhookId),
        ("X-Shopify-Event-Id", delivery.EventId),
        ("X-Shopify-Triggered-At", delivery.TriggeredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
    ];
}
