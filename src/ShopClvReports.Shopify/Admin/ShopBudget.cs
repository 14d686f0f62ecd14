using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>
/// What a shop's leaky bucket still holds, in points. Shopify tells it with every answer; in between it fills as Shopify says it
/// does, and what is under way is taken off at once, so that requests side by side do not spend the same points.
/// </summary>
sealed class ShopBudget(TimeProvider clock)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, double> _costs = [];
    double _available = double.PositiveInfinity;
    double _most = double.PositiveInfinity;
    double _perSecond = 50;
    long _at = clock.GetTimestamp();

    /// <summary>Takes what a query is known to ask for.</summary>
    /// <returns>How long to wait first.</returns>
    public TimeSpan Reserve(string query)
    {
        lock (_lock)
        {
            Fill();
            var cost = _costs.GetValueOrDefault(query);
            var missing = Math.Min(cost, _most) - _available;
            _available -= cost;
            return missing > 0 ? TimeSpan.FromSeconds(missing / _perSecond) : TimeSpan.Zero;
        }
    }

    /// <summary>Takes in what an answer says.</summary>
    /// <returns>What it cost.</returns>
    public double Learn(string query, JsonElement root)
    {
        if (!TryObject(root, "extensions", out var extensions) || !TryObject(extensions, "cost", out var cost)) return 0;
        lock (_lock)
        {
            if (Number(cost, "requestedQueryCost") is { } requested) _costs[query] = requested;
            if (TryObject(cost, "throttleStatus", out var status))
            {
                _most = Number(status, "maximumAvailable") ?? _most;
                _available = Number(status, "currentlyAvailable") ?? _available;
                _perSecond = Math.Max(1, Number(status, "restoreRate") ?? _perSecond);
                _at = clock.GetTimestamp();
            }

            return Number(cost, "actualQueryCost") ?? 0;
        }
    }

    /// <summary>How long until there is enough for a query.</summary>
    public TimeSpan Refill(string query)
    {
        const double least = 0.25;
        lock (_lock)
        {
            Fill();
            var missing = Math.Min(_costs.GetValueOrDefault(query), _most) - _available;
            return TimeSpan.FromSeconds(Math.Max(least, missing / _perSecond));
        }
    }

    void Fill()
    {
        _available = Math.Min(_most, _available + clock.GetElapsedTime(_at).TotalSeconds * _perSecond);
        _at = clock.GetTimestamp();
    }

    static bool TryObject(JsonElement from, string name, out JsonElement found)
    {
        found = default;
        return from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out found) && found.ValueKind == JsonValueKind.Object;
    }

    static double? Number(JsonElement from, string name) =>
        from.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;
}
