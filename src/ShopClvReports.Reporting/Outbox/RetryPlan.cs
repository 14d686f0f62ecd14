using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>How long to wait after each failed try: 10 s, 1 m, 5 m, 30 m, 2 h, 6 h, each ±20 %, and then no more.</summary>
public static class RetryPlan
{
    const double Jitter = 0.2;

    static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
    ];

    /// <summary>Tries that may fail before it is given up.</summary>
    public static int Tries => Waits.Length + 1;

    /// <param name="tries">Used up before this attempt.</param>
    /// <param name="chance">0 to 1, which spreads the retries of many.</param>
    public static Settlement Settle(Outcome outcome, int tries, DateTimeOffset now, double chance, TimeSpan took) => outcome switch
    {
        Outcome.Sent => new Settlement(outcome, DeliveryState.Delivered, null, true, took),
        Outcome.Retry when tries >= Waits.Length => new Settlement(outcome, DeliveryState.GaveUp, null, true, took),
        Outcome.Retry retry => new Settlement(outcome, DeliveryState.RetryWait, Later(now + Waits[tries] * (1 - Jitter + 2 * Jitter * chance), retry.NotBefore), true, took),
        Outcome.Limited limited => new Settlement(outcome, DeliveryState.RetryWait, Later(now, limited.NotBefore), false, took),
        Outcome.RejectedTarget => new Settlement(outcome, DeliveryState.RejectedTarget, null, true, took),
        Outcome.RejectedCredential => new Settlement(outcome, DeliveryState.RejectedCredential, null, true, took),
        Outcome.Unknown => new Settlement(outcome, DeliveryState.Unknown, null, true, took),
        _ => throw new InvalidOperationException($"no settlement for {outcome.GetType().Name}"),
    };

    static DateTimeOffset Later(DateTimeOffset at, DateTimeOffset? floor) => floor > at ? floor.Value : at;
}
