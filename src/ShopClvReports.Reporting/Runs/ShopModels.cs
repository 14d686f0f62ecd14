using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The latest models of shops, fitted anew when an order came or the day turned.</summary>
public sealed class ShopModels
{
    /// <summary>Each holds some numbers for every customer.</summary>
    const int Most = 4;

    readonly record struct Key(int Shop, long Sequence, DateOnly Day, ValuePolicy Policy, byte Currency);

    readonly Lock _lock = new();
    readonly LinkedList<(Key Key, Lazy<ShopModel?> Model)> _models = [];

    /// <param name="currency">Index into the ledger's currencies.</param>
    /// <returns>Null when nobody has bought anything.</returns>
    public ShopModel? Of(Ledger ledger, Shop shop, AsOf asOf, ValuePolicy policy, byte currency)
    {
        // A moment before the newest order, or refund, sees another history than the rest of its day.
        if (ledger.IsEarlier || ledger.ProcessedAt.ContainsAnyInRange((uint)Math.Clamp(asOf.Instant.ToUnixTimeSeconds(), 0, uint.MaxValue), uint.MaxValue))
            return ShopModel.Of(ledger, shop, asOf, policy, currency);

        var key = new Key(shop.Id, ledger.Sequence, asOf.Day, policy, currency);
        Lazy<ShopModel?> model;
        lock (_lock)
        {
            var known = _models.FirstOrDefault(m => m.Key == key);
            if (known.Model is not null) _models.Remove(known);
            else known = (key, new Lazy<ShopModel?>(() => ShopModel.Of(ledger, shop, asOf, policy, currency)));
            _models.AddFirst(known);
            if (_models.Count > Most) _models.RemoveLast();
            model = known.Model;
        }

        return model.Value;
    }
}
