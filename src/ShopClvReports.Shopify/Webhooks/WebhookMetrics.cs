using System.Diagnostics.Metrics;

namespace ShopClvReports.Shopify;

/// <summary>What the receiver counts, as OpenTelemetry instruments.</summary>
public sealed class WebhookMetrics : IDisposable
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "ShopClvReports.Webhooks";

    readonly Meter _meter = new(MeterName);

    /// <param name="waiting">Reads how many deliveries wait for the disk.</param>
    public WebhookMetrics(Func<int> waiting)
    {
        Received = _meter.CreateCounter<long>("shopclv.webhooks.received", "{webhook}", "Requests to the webhook address");
        Stored = _meter.CreateCounter<long>("shopclv.webhooks.stored", "{webhook}", "Facts are on disk");
        Acknowledged = _meter.CreateCounter<long>("shopclv.webhooks.acknowledged", "{webhook}", "Topics that are not ours to store");
        Duplicate = _meter.CreateCounter<long>("shopclv.webhooks.duplicate", "{webhook}", "Told nothing new: a repeat, or an older version come late");
        Quarantined = _meter.CreateCounter<long>("shopclv.webhooks.quarantined", "{webhook}", "Signed, but not understood");
        Rejected = _meter.CreateCounter<long>("shopclv.webhooks.rejected", "{webhook}", "Unknown shop, bad signature, too large or broken off");
        Unavailable = _meter.CreateCounter<long>("shopclv.webhooks.unavailable", "{webhook}", "Sent back for a retry");
        CommitLatency = _meter.CreateHistogram<double>("shopclv.webhooks.commit.duration", "s", "From parsed to on disk");
        _meter.CreateObservableGauge("shopclv.store.queue", waiting, "{webhook}", "Deliveries waiting for the disk");
    }

    public Counter<long> Received { get; }
    public Counter<long> Stored { get; }
    public Counter<long> Acknowledged { get; }
    public Counter<long> Duplicate { get; }
    public Counter<long> Quarantined { get; }
    public Counter<long> Rejected { get; }
    public Counter<long> Unavailable { get; }
    public Histogram<double> CommitLatency { get; }

    public void Dispose() => _meter.Dispose();
}
