using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Takes what people say of alerts: from Slack, from a mail, from the command line.</summary>
public sealed class AlertDesk(IAlertStore alerts, Channels channels, TimeProvider clock)
{
    /// <summary>How long <see cref="AlertAction.Snooze"/> keeps an alert silent.</summary>
    public static readonly TimeSpan SnoozeTime = TimeSpan.FromDays(30);

    /// <summary>Acts on an alert, and has the messages that told of it changed. Acting twice is as acting once.</summary>
    /// <param name="by">Such as <c>slack:U0123</c>, <c>mail</c> or <c>cli</c>.</param>
    /// <param name="until">The end of a snooze; null for <see cref="SnoozeTime"/> from now.</param>
    /// <returns>The alert as it is now; one that has ended stays as it was. Null when there is none.</returns>
    public async Task<Alert?> ActAsync(int shop, long alert, AlertAction action, string by, DateTimeOffset? until = null)
    {
        while (alerts.Find(shop, alert) is { } known)
        {
            var now = clock.GetUtcNow();
            if (!known.IsActionable || AlertLife.Acted(known, action, by, until ?? now + SnoozeTime, now) is not { } change) return known;
            if (await alerts.ChangeAsync(shop, [change], channels.FollowUp, now)) return alerts.Find(shop, alert);
        }

        return null;
    }
}
