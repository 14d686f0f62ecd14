namespace ShopClvReports.Tests;

/// <summary>One webhook on its way to one address.</summary>
/// <param name="Subscription">Null for what the app's own settings ask for, such as the topics on privacy; that is never dropped.</param>
/// <param name="Topic">Such as orders/create.</param>
/// <param name="EventId">Shared by all that one action of the shop's owner or buyer led to.</param>
sealed record FakeDelivery(
    FakeSubscription? Subscription, string Uri, string Topic, byte[] Body, string WebhookId, string EventId, DateTimeOffset TriggeredAt)
{
    /// <summary>How often it was sent in vain.</summary>
    public int Failures { get; set; }

    /// <summary>Not before.</summary>
    public DateTimeOffset Due { get; set; } = TriggeredAt;
}
