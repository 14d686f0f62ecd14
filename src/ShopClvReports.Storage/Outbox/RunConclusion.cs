namespace ShopClvReports.Storage;

/// <summary>What a run has come to, from its deliveries. Green only when every destination has a provider's receipt.</summary>
static class RunConclusion
{
    /// <param name="deliveries">How many there are in each state.</param>
    public static (RunState State, string? Reason) Of(IReadOnlyCollection<(DeliveryState State, int Count)> deliveries)
    {
        int Count(params DeliveryState[] states) => deliveries.Where(d => states.Contains(d.State)).Sum(d => d.Count);
        var all = deliveries.Sum(d => d.Count);
        var reason = string.Join(", ", deliveries.OrderBy(d => d.State).Select(d => $"{d.Count} {Words(d.State)}"));
        if (all == 0) return (RunState.Skipped, "it has nobody to go to");
        if (Count(DeliveryState.Pending, DeliveryState.Sending, DeliveryState.RetryWait) > 0) return (RunState.Sending, reason);
        var (delivered, skipped) = (Count(DeliveryState.Delivered), Count(DeliveryState.Skipped));
        if (delivered > 0) return delivered + skipped == all ? (RunState.Delivered, null) : (RunState.Partial, reason);
        if (skipped == all) return (RunState.Skipped, reason);
        if (Count(DeliveryState.Superseded, DeliveryState.Skipped) == all) return (RunState.Superseded, reason);
        return Count(DeliveryState.Cancelled, DeliveryState.Skipped) == all ? (RunState.Cancelled, reason) : (RunState.Failed, reason);
    }

    static string Words(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "waiting",
        DeliveryState.Sending => "being sent",
        DeliveryState.Delivered => "delivered",
        DeliveryState.RetryWait => "waiting for a retry",
        DeliveryState.RejectedTarget => "refused by the recipient's side",
        DeliveryState.RejectedCredential => "refused for our login",
        DeliveryState.GaveUp => "given up after every retry",
        DeliveryState.Unknown => "unknown: it may have arrived",
        DeliveryState.Superseded => "replaced by a later run",
        DeliveryState.Skipped => "skipped",
        DeliveryState.Cancelled => "cancelled",
    };
}
