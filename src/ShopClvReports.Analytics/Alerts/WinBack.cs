namespace ShopClvReports.Analytics;

/// <summary>
/// What came of the alerts of one rule that fired in one month. Alerts that were withdrawn, or dropped before an order, are left
/// out: nobody was told, or nobody can tell.
/// </summary>
/// <param name="Month">The first day of the month in which they fired, in the shop's time zone.</param>
public sealed record WinBack(long Rule, DateOnly Month, WinBackGroup Contacted, WinBackGroup Others)
{
    /// <summary>Days after firing within which a return is counted.</summary>
    public static IReadOnlyList<int> Within { get; } = [30, 60, 90];

    public int Fired => Contacted.Fired + Others.Fired;

    /// <summary>By rule and month.</summary>
    /// <param name="alerts">Every alert of the shop, ended ones too.</param>
    /// <param name="policyOf">The value policy of a rule.</param>
    public static IReadOnlyList<WinBack> Of(Ledger ledger, Shop shop, IReadOnlyList<Alert> alerts, Func<long, ValuePolicy> policyOf, DateTimeOffset now) =>
    [
        .. from alert in alerts
           where alert is { FiredAt: not null, State: not (AlertState.Withdrawn or AlertState.Dropped) }
           group alert by (alert.Rule, Month: FirstDay(alert.FiredAt!.Value, shop.TimeZone)) into month
           orderby month.Key.Rule, month.Key.Month
           let policy = policyOf(month.Key.Rule)
           select new WinBack(
               month.Key.Rule, month.Key.Month, WinBackGroup.Of(ledger, shop.Currency, policy, [.. month.Where(WasContacted)], now),
               WinBackGroup.Of(ledger, shop.Currency, policy, [.. month.Where(a => !WasContacted(a))], now)),
    ];

    /// <summary>Who was contacted after the return did not return because of it.</summary>
    static bool WasContacted(Alert alert) => alert.ContactedAt is { } contacted && !(alert.ReturnedAt < contacted);

    static DateOnly FirstDay(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }
}

/// <summary>Some of the alerts of a month.</summary>
/// <param name="Returns">One for each of <see cref="WinBack.Within"/>.</param>
/// <param name="Revenue">Of the orders since they came back, minor units of the shop's currency.</param>
public sealed record WinBackGroup(int Fired, IReadOnlyList<ReturnRate> Returns, long Revenue)
{
    public static WinBackGroup Of(Ledger ledger, Currency currency, ValuePolicy policy, IReadOnlyList<Alert> alerts, DateTimeOffset now) => new(
        alerts.Count,
        [.. WinBack.Within.Select(days => ReturnRate.Of(alerts, days, now))],
        alerts.Where(a => a.ReturnedAt is not null).Sum(a => ledger.Find(a.Customer) is { } customer ? Silence.Since(ledger, policy, currency, customer, a.LastOrder).Spent : 0));
}

/// <summary>How many came back within so many days of firing, of those that fired long enough ago to know.</summary>
public readonly record struct ReturnRate(int Days, int Known, int Returned)
{
    /// <summary>Fewer tell nothing.</summary>
    public const int Enough = 20;

    public bool Tells => Known >= Enough;

    public static ReturnRate Of(IReadOnlyList<Alert> alerts, int days, DateTimeOffset now)
    {
        var known = alerts.Where(a => a.FiredAt!.Value.AddDays(days) <= now).ToList();
        return new ReturnRate(days, known.Count, known.Count(a => a.ReturnedAt <= a.FiredAt!.Value.AddDays(days)));
    }

    public static ReturnRate operator +(ReturnRate a, ReturnRate b) => new(a.Days, a.Known + b.Known, a.Returned + b.Returned);
}
