using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Alerts in memory, of one shop, for what people do with them.</summary>
sealed class AlertBook(int shop, params IEnumerable<Alert> alerts) : IAlertStore
{
    readonly Dictionary<long, Alert> _alerts = alerts.ToDictionary(a => a.Id);

    public Alert this[long alert] => _alerts[alert];

    /// <summary>Every change, such as <c>5 contacted</c>.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Why nothing can be read or written; null when it can.</summary>
    public string? Broken { get; set; }

    public void Put(Alert alert) => _alerts[alert.Id] = alert;

    public void Remove(long alert) => _alerts.Remove(alert);

    public Alert? Find(int ofShop, long alert) => Broken is { } why ? throw new StoreException(why) : ofShop == shop ? _alerts.GetValueOrDefault(alert) : null;

    public Task<bool> ChangeAsync(int ofShop, IReadOnlyList<AlertChange> changes, Func<Delivery, bool, bool> follows, DateTimeOffset now)
    {
        foreach (var (after, what, _) in changes)
        {
            if (ofShop != shop || _alerts[after.Id].Version != after.Version) return Task.FromResult(false);
            _alerts[after.Id] = after with { Version = after.Version + 1 };
            Log.Add($"{after.Id} {what}");
        }

        return Task.FromResult(true);
    }

    public IReadOnlyList<Alert> Alerts(int ofShop, long? rule = null, bool open = true) => throw new NotSupportedException();

    public IReadOnlyList<Alert> ToldIn(long run) => throw new NotSupportedException();

    public Task<bool> WithdrawAsync(long delivery, DateTimeOffset now) => throw new NotSupportedException();

    public IReadOnlyList<AlertEvent> History(int ofShop, CustomerId? customer = null, int limit = 1000) => throw new NotSupportedException();
}
