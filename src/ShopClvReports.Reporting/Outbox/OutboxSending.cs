using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What a claimed delivery is sent from; keeps the claim's progress in the outbox.</summary>
sealed record OutboxSending(IOutbox Outbox, Claimed Claimed, Lease Lease, bool Repeatable, ChannelSettings Settings, string? UnsubscribeUrl)
    : Sending(Claimed.Run, Claimed.Delivery, Settings, UnsubscribeUrl)
{
    readonly Lazy<Dictionary<string, Artifact>> _artifacts = new(() => Outbox.Artifacts(Claimed.Run.Id).ToDictionary(a => a.Name));

    public override Artifact Artifact(string name) => _artifacts.Value.TryGetValue(name, out var artifact)
        ? artifact
        : throw new StoreException($"run {Run.Id} has no artifact {name} any more; its retention is over");

    public override Stream Open(string name) => new ArtifactStream(Outbox, Run.Id, Artifact(name));

    public override Task CheckpointAsync(string checkpoint) => KeepAsync(checkpoint, handedOver: false);

    /// <remarks>What may be repeated need not be remembered.</remarks>
    public override Task HandOverAsync() => Repeatable ? Task.CompletedTask : KeepAsync(null, handedOver: true);

    async Task KeepAsync(string? checkpoint, bool handedOver)
    {
        if (!await Outbox.CheckpointAsync(Delivery.Id, Lease, checkpoint, handedOver)) throw new ClaimLostException(Delivery.Id);
    }
}

/// <summary>Somebody else has the delivery now: this process slept through its lease.</summary>
sealed class ClaimLostException(long delivery) : Exception($"the claim on delivery {delivery} was lost; another process has it");
