using System.Collections.Frozen;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>A shop and the keys that may sign its webhooks.</summary>
public sealed record SigningShop(Shop Shop, IReadOnlyList<byte[]> Keys);

/// <summary>
/// The shops whose webhooks are taken, kept in memory and read anew now and then, so that a shop added or a secret rotated by
/// another process is known within seconds.
/// </summary>
public sealed class ShopKeys(IStore store, TimeProvider clock)
{
    static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    /// <summary>However many unknown shops and bad signatures arrive, the store is asked no more often than this.</summary>
    static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    volatile FrozenDictionary<string, SigningShop> _shops = FrozenDictionary<string, SigningShop>.Empty;
    long _loaded = long.MinValue;

    /// <summary>The shop of a domain, in any case; null when it is not one of ours.</summary>
    public SigningShop? Find(string domain)
    {
        if (Age() > Stale) Reload(Stale);
        return _shops.TryGetValue(domain, out var shop) ? shop : null;
    }

    /// <summary>Reads the shops again, unless that was done a moment ago.</summary>
    /// <returns>Whether it was read, by this request or by one that came just before it.</returns>
    public bool Refresh()
    {
        if (Age() <= AtMostEvery) return false;
        Reload(AtMostEvery);
        return true;
    }

    /// <summary>Of many requests that find the shops too old, one reads them.</summary>
    void Reload(TimeSpan tooOld)
    {
        lock (_lock)
        {
            if (Age() <= tooOld) return;
            _shops = store.Shops().ToFrozenDictionary(s => s.Shop.Domain, s => new SigningShop(s.Shop, Keys(s.Secrets)), StringComparer.OrdinalIgnoreCase);
            Interlocked.Exchange(ref _loaded, clock.GetTimestamp());
        }
    }

    TimeSpan Age() => Interlocked.Read(ref _loaded) is var loaded and not long.MinValue ? clock.GetElapsedTime(loaded) : TimeSpan.MaxValue;

    static byte[][] Keys(ShopSecrets secrets) =>
        [.. new[] { secrets.Client, secrets.PreviousClient, secrets.Admin }.Where(s => !string.IsNullOrEmpty(s)).Select(s => Encoding.UTF8.GetBytes(s!))];
}
