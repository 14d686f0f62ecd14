using System.Globalization;

namespace ShopClvReports.Tests;

sealed partial class FakeShop
{
    /// <summary>Signs the webhooks.</summary>
    public string Secret { get; set; }

    public FakeDeliveries Deliveries { get; }

    /// <summary>The shop changed its name, currency or zone.</summary>
    public void Changed() => Tell("SHOP_UPDATE", NextEvent(), () => WebhookBodies.Shop(this));

    /// <summary>The app is removed: its tokens are dead, and the last webhook is on its way.</summary>
    public void Uninstall()
    {
        lock (Gate)
        {
            Tell("APP_UNINSTALLED", NextEvent(), () => WebhookBodies.Shop(this));
            Tokens.Revoke();
            Subscriptions.Clear();
        }
    }

    /// <summary>A buyer asks what is known of them.</summary>
    /// <param name="to">The address in the app's settings.</param>
    public void RequestData(FakeCustomer customer, string to, bool byEmailAlone = false) =>
        TellApp("customers/data_request", to, WebhookBodies.Privacy(this, customer, "orders_requested", byEmailAlone));

    /// <inheritdoc cref="RequestData"/>
    public void Redact(FakeCustomer customer, string to, bool byEmailAlone = false) =>
        TellApp("customers/redact", to, WebhookBodies.Privacy(this, customer, "orders_to_redact", byEmailAlone));

    /// <summary>48 h after the app was removed.</summary>
    public void RedactShop(string to) => TellApp("shop/redact", to, WebhookBodies.ShopRedact(this));

    public void Finished(FakeBulkOperation operation) => Tell("BULK_OPERATIONS_FINISH", NextEvent(), () => WebhookBodies.Bulk(operation));

    string NextEvent() => NextId().ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>To whom subscribed, if anybody did.</summary>
    void Tell(string topic, string happened, Func<byte[]> body)
    {
        byte[]? written = null;
        foreach (var subscription in Subscriptions)
            if (subscription.Topic == topic)
                Deliveries.Add(new FakeDelivery(
                    subscription, subscription.Uri, FakeSubscription.Topics[topic], written ??= body(), NextEvent(), happened, Moment));
    }

    void TellApp(string topic, string to, byte[] body)
    {
        lock (Gate) Deliveries.Add(new FakeDelivery(null, to, topic, body, NextEvent(), NextEvent(), Moment));
    }

    void TellOrder(FakeOrder order, params ReadOnlySpan<string> topics)
    {
        if (Subscriptions.Count == 0) return;
        byte[]? body = null;
        var happened = NextEvent();
        foreach (var topic in topics) Tell(topic, happened, () => body ??= WebhookBodies.Order(this, order));
        if (order.Customer is { } customer) Tell("CUSTOMERS_PURCHASING_SUMMARY", happened, () => WebhookBodies.Summary(this, customer));
    }
}
