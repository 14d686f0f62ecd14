using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>
/// The store's promises in plain memory: it keeps every fact and works out each state from all of them, so that no order of
/// arrival can matter. Slow, and the reference for the engines.
/// </summary>
sealed class ModelStore : IStore
{
    readonly Lock _lock = new();
    readonly Dictionary<int, StoredShop> _shops = [];
    readonly Dictionary<int, History> _histories = [];
    readonly List<Quarantined> _quarantine = [];
    int _lastShop;
    long _lastQuarantined;
    long _sequence;

    public Task<WebhookOutcome> ReceiveAsync(WebhookDelivery delivery) => Step(() =>
    {
        if (_shops.TryGetValue(delivery.Shop, out var shop) && !(shop.LastWebhookAt > delivery.ReceivedAt))
            _shops[delivery.Shop] = shop with { LastWebhookAt = delivery.ReceivedAt };
        Apply(delivery.Shop, delivery.Facts, out var learned);
        if (delivery.Rejected is not { } rejected) return !learned && delivery.Facts.Count > 0 ? WebhookOutcome.Duplicate : WebhookOutcome.Stored;
        Reject(delivery.Shop, delivery.ReceivedAt, rejected);
        return WebhookOutcome.Quarantined;
    });

    public Task<ImportOutcome> ImportAsync(int shop, IReadOnlyList<ShopFact> facts, IReadOnlyList<Rejected> rejected) => Step(() =>
    {
        var stored = Apply(shop, facts, out _);
        foreach (var one in rejected) Reject(shop, Some.Noon, one);
        return new ImportOutcome(stored, facts.Count - stored);
    });

    public IReadOnlyList<Quarantined> Quarantine(int? shop, long before, int limit) =>
        [.. _quarantine.Where(q => q.Id < before && (shop is null || q.Shop == shop)).OrderByDescending(q => q.Id).Take(limit)];

    public Task ReleaseAsync(long quarantineId, IReadOnlyList<ShopFact> facts) => Step(() =>
    {
        var entry = _quarantine.Find(q => q.Id == quarantineId) ?? throw new StoreException($"quarantine has no entry {quarantineId}");
        _quarantine.Remove(entry);
        return Apply(entry.Shop, facts, out _);
    });

    public IReadOnlyList<StoredShop> Shops() => [.. _shops.Values.OrderBy(s => s.Shop.Domain, StringComparer.Ordinal)];

    public Task<Shop> SaveShopAsync(string domain, TimeZoneInfo? timeZone, Currency? currency, ShopSecrets? secrets) => Step(() =>
    {
        var old = _shops.Values.FirstOrDefault(s => s.Shop.Domain == domain)
            ?? new StoredShop(new Shop(++_lastShop, domain, TimeZoneInfo.Utc, Some.Euro), new ShopSecrets(), null);
        var shop = old.Shop with { TimeZone = timeZone ?? old.Shop.TimeZone, Currency = currency ?? old.Shop.Currency };
        _shops[shop.Id] = old with { Shop = shop, Secrets = secrets ?? old.Secrets };
        return shop;
    });

    public Task RemoveShopAsync(int shop) => Step(() =>
    {
        _quarantine.RemoveAll(q => q.Shop == shop);
        _histories.Remove(shop);
        return _shops.Remove(shop);
    });

    public LedgerChanges ChangesSince(int shop, long sequence)
    {
        lock (_lock)
        {
            var history = _histories.GetValueOrDefault(shop) ?? new History();
            var names = history.Facts.OfType<OrderSeen>().Select(s => s.Order).ToArray();
            string[] currencies = [.. names.Select(o => o.Currency.Code).Distinct()];
            string[] channels = [.. names.Select(o => o.Channel).Distinct()];
            return new LedgerChanges(
                _sequence, currencies, channels,
                [
                    .. history.OrderIds.Select(id => history.Order(id, currencies, channels))
                        .Where(o => sequence == 0 ? !o.Removed : history.ChangedAt[("order", o.Id)] > sequence),
                ],
                [.. history.CustomerIds.Select(history.Customer).Where(c => history.ChangedAt[("customer", c.Id)] > sequence)])
            {
                Earlier = [.. history.OrderIds.Where(id => sequence == 0 || history.ChangedAt[("order", id)] > sequence).SelectMany(history.Earlier)],
            };
        }
    }

    public IReadOnlyDictionary<OrderId, IReadOnlyList<LineItem>> Lines(int shop, IReadOnlyCollection<OrderId> orders)
    {
        lock (_lock)
            return orders.Distinct().Select(id => (id, Order: _histories.GetValueOrDefault(shop)?.Winner(id.Value)))
                .Where(o => o.Order?.Lines.Count > 0).ToDictionary(o => o.id, o => o.Order!.Lines);
    }

    public void ReadLines(int shop, Action<OrderId, IReadOnlyList<LineItem>> seen)
    {
        lock (_lock)
        {
            if (!_histories.TryGetValue(shop, out var history)) return;
            foreach (var id in history.OrderIds)
                if (history.Winner(id) is { Lines: { Count: > 0 } lines }) seen(new OrderId(id), lines);
        }
    }

    public void ReadCompanies(int shop, Action<OrderId, OrderCompany> seen)
    {
        lock (_lock)
        {
            if (!_histories.TryGetValue(shop, out var history)) return;
            foreach (var id in history.OrderIds)
                if (history.Winner(id) is { Company: { } company }) seen(new OrderId(id), company);
        }
    }

    public void ReadFirstVisits(int shop, Action<OrderId, FirstVisit> seen)
    {
        lock (_lock)
        {
            if (!_histories.TryGetValue(shop, out var history)) return;
            foreach (var id in history.OrderIds)
                if (history.FirstVisit(id) is { } visit) seen(new OrderId(id), visit);
        }
    }

    public IReadOnlyList<VariantCost> Costs(int shop)
    {
        lock (_lock) return [.. _histories.GetValueOrDefault(shop)?.Costs ?? []];
    }

    public IReadOnlyDictionary<OrderId, OrderNote> Orders(int shop, IReadOnlyCollection<OrderId> orders)
    {
        lock (_lock)
            return _histories.GetValueOrDefault(shop) is { } history
                ? orders.Distinct().Where(id => !history.IsDeleted(id.Value) && history.Winner(id.Value) is not null)
                    .ToDictionary(id => id, id => new OrderNote(history.Winner(id.Value)!.Number, new Money(history.Refunded(id.Value), history.Winner(id.Value)!.Currency)))
                : new Dictionary<OrderId, OrderNote>();
    }

    public Task ProbeAsync() => Task.CompletedTask;

    public StoreHealth Check()
    {
        lock (_lock)
        {
            var all = _histories.Values;
            return new StoreHealth(
                "model", 1, [], 0, all.Sum(h => h.OrderIds.Count(id => !h.IsDeleted(id))),
                all.Sum(h => h.CustomerIds.Select(h.Customer).Count(c => c is { Deleted: false, MergedInto: 0 })), _quarantine.Count,
                all.Sum(h => h.Facts.OfType<OrderEdited>().GroupBy(e => e.Order.Value).Count(e => h.IsEditUnseen(e.Key, e.Max(x => x.At)))));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Task<T> Step<T>(Func<T> step)
    {
        try
        {
            lock (_lock) return Task.FromResult(step());
        }
        catch (StoreException e)
        {
            return Task.FromException<T>(e);
        }
    }

    /// <returns>How many told something new; of an order, not of the customer within it.</returns>
    int Apply(int shop, IReadOnlyList<ShopFact> facts, out bool learned)
    {
        if (!_histories.TryGetValue(shop, out var history)) _histories[shop] = history = new History();
        var news = facts.Select(fact => history.Learn(fact, _sequence + 1)).ToArray();
        learned = news.Any(n => n.Anything);
        if (learned) _sequence++;
        return news.Count(n => n.Told);
    }

    void Reject(int shop, DateTimeOffset at, Rejected what)
    {
        var known = _quarantine.FindIndex(q =>
            q.Shop == shop && q.What.Source == what.Source && q.What.Format == what.Format && q.What.Body.Span.SequenceEqual(what.Body.Span));
        if (known < 0) _quarantine.Add(new Quarantined(++_lastQuarantined, shop, at, what));
        else _quarantine[known] = _quarantine[known] with { What = what };
    }

    sealed class History
    {
        public List<ShopFact> Facts { get; } = [];

        /// <summary>The sequence at which each order's or customer's row last changed.</summary>
        public Dictionary<(string Kind, long Id), long> ChangedAt { get; } = [];

        IEnumerable<OrderFact> Versions => Facts.OfType<OrderSeen>().Select(s => s.Order);
        IEnumerable<RefundFact> Refunds =>
            Facts.OfType<OrderSeen>().SelectMany(s => s.Refunds).Concat(Facts.OfType<RefundMade>().Select(r => r.Refund));
        IEnumerable<CustomerFact> Customers =>
            Facts.OfType<OrderSeen>().Select(s => s.Customer).OfType<CustomerFact>().Concat(Facts.OfType<CustomerSeen>().Select(s => s.Customer));
        IEnumerable<CustomersMerged> Merges => Facts.OfType<CustomersMerged>().Where(m => m.Gone != m.Kept);

        public IEnumerable<long> OrderIds =>
            Versions.Select(o => o.Id.Value).Concat(Facts.OfType<OrderDeleted>().Select(d => d.Order.Value)).Distinct().Order();
        public IEnumerable<long> CustomerIds =>
            Customers.Select(c => c.Id.Value).Concat(Facts.OfType<CustomerDeleted>().Select(d => d.Customer.Value))
                .Concat(Merges.Select(m => m.Gone.Value)).Distinct().Order();

        /// <returns>Whether the fact itself told something new, and whether the customer within an order did.</returns>
        public (bool Told, bool Anything) Learn(ShopFact fact, long sequence)
        {
            long[] orders = [.. OrdersIn(fact)], customers = [.. CustomersIn(fact)];
            long[] counted = fact is OrderSeen ? [] : customers;
            var (rows, told, known) = (Rows(orders, customers), Known(orders, counted), Known(orders, customers));
            Facts.Add(fact);
            foreach (var (key, row) in Rows(orders, customers))
                if (!rows[key].Equals(row)) ChangedAt[key] = sequence;
            return (!told.SetEquals(Known(orders, counted)), !known.SetEquals(Known(orders, customers)));
        }

        static IEnumerable<long> OrdersIn(ShopFact fact) => fact switch
        {
            OrderSeen seen => seen.Refunds.Select(r => r.Order.Value).Append(seen.Order.Id.Value).Distinct(),
            OrderDeleted deleted => [deleted.Order.Value],
            OrderEdited edited => [edited.Order.Value],
            RefundMade made => [made.Refund.Order.Value],
            _ => [],
        };

        static IEnumerable<long> CustomersIn(ShopFact fact) => fact switch
        {
            OrderSeen { Customer: { } customer } => [customer.Id.Value],
            CustomerSeen seen => [seen.Customer.Id.Value],
            CustomerDeleted deleted => [deleted.Customer.Value],
            CustomersMerged merged => [merged.Gone.Value],
            _ => [],
        };

        Dictionary<(string, long), object> Rows(long[] orders, long[] customers) =>
            orders.Select(id => (("order", id), (object)(Winner(id), IsDeleted(id), Refunded(id), string.Join(' ', Earlier(id)))))
                .Concat(customers.Select(id => (("customer", id), (object)(Customer(id), CustomerIds.Contains(id))))).ToDictionary();

        HashSet<object> Known(long[] orders, long[] customers) =>
        [
            .. orders.Select(id => (object)(id, IsDeleted(id), IsDeleted(id) ? null : Winner(id))),
            .. orders.Select(id => (object)(id, FirstVisit(id))),
            .. Costs.Select(cost => (object)cost),
            .. Refunds.Where(r => orders.Contains(r.Order.Value)).GroupBy(r => (r.Order, r.Id)).Select(r => (object)(r.Key, r.Max(x => (x.Amount, x.ProcessedAt)))),
            .. Facts.OfType<OrderEdited>().Where(e => orders.Contains(e.Order.Value)).GroupBy(e => e.Order).Select(e => (object)(e.Key, e.Max(x => x.At))),
            .. customers.Select(id => (object)(id, CustomerIds.Contains(id), Customer(id), Customer(id).Deleted ? null : Identity(id)?.UpdatedAt)),
        ];

        public bool IsDeleted(long order) => Facts.OfType<OrderDeleted>().Any(d => d.Order.Value == order);

        public bool IsEditUnseen(long order, DateTimeOffset at) =>
            !IsDeleted(order) && !(Winner(order) is { Detail: OrderDetail.Whole } seen && seen.UpdatedAt >= at);

        public OrderFact? Winner(long order) => Versions.Where(o => o.Id.Value == order).MaxBy(o => (
            o.Detail, o.UpdatedAt, o.Progress, o.Amounts.Received, o.Amounts.Refunded, o.Amounts.Ordered, o.Amounts.Current,
            o.Customer?.Value ?? 0, o.ProcessedAt, o.Amounts.GiftCardsOrdered, o.Amounts.GiftCardsCurrent, o.Test, o.CancelledAt,
            o.Currency.Code, o.Channel));

        public FirstVisit? FirstVisit(long order) => Versions.Where(o => o.Id.Value == order).Select(o => o.FirstVisit).OfType<FirstVisit>()
            .OrderBy(v => v.Source, StringComparer.Ordinal).ThenBy(v => v.Medium, StringComparer.Ordinal).ThenBy(v => v.Campaign, StringComparer.Ordinal).LastOrDefault();

        public IEnumerable<VariantCost> Costs => Facts.OfType<VariantCostSeen>().Select(c => c.Cost).GroupBy(c => (c.Variant, c.Since))
            .Select(same => same.OrderBy(c => c.Cost.Minor).ThenBy(c => c.Cost.Currency.Code, StringComparer.Ordinal).Last())
            .OrderBy(c => c.Variant.Value).ThenBy(c => c.Since);

        public long Refunded(long order) => Math.Max(
            Winner(order)?.Amounts.Refunded ?? 0, Refunds.Where(r => r.Order.Value == order).GroupBy(r => r.Id).Sum(r => r.Max(x => x.Amount)));

        public LedgerOrder Order(long id, string[] currencies, string[] channels)
        {
            if (IsDeleted(id) || Winner(id) is not { } order) return new LedgerOrder(id, 0, 0, 0, 0, 0, 0, 0, false, Removed: true);
            var amounts = order.Amounts with { Refunded = Refunded(id) };
            var cancelled = order.CancelledAt is not null;
            return new LedgerOrder(
                id, order.Customer?.Value ?? 0, (uint)order.ProcessedAt.ToUnixTimeSeconds(), amounts.Value(ValuePolicy.Paid, cancelled),
                amounts.Value(ValuePolicy.Current, cancelled), amounts.Value(ValuePolicy.Ordered, cancelled),
                (byte)Array.IndexOf(currencies, order.Currency.Code), (ushort)Array.IndexOf(channels, order.Channel), cancelled, order.Test);
        }

        public IEnumerable<EarlierOrder> Earlier(long id) => IsDeleted(id) || Winner(id) is not { Test: false } order ? [] : EarlierOrders.Of(
            id, order.Amounts with { Refunded = Refunded(id) }, (uint?)order.CancelledAt?.ToUnixTimeSeconds(),
            [.. Refunds.Where(r => r.Order.Value == id).GroupBy(r => r.Id).Select(r => r.MaxBy(x => (x.Amount, x.ProcessedAt)))
                .Select(r => ((uint)r!.ProcessedAt.ToUnixTimeSeconds(), r.Amount))]);

        CustomerFact? Identity(long id) =>
            Customers.Where(c => c.Id.Value == id).MaxBy(c => (c.UpdatedAt, c.Email ?? "", c.Name ?? "", c.Kind, c.Label ?? ""));

        public LedgerCustomer Customer(long id)
        {
            var merged = Merges.Where(m => m.Gone.Value == id).Select(m => m.Kept.Value).DefaultIfEmpty().Max();
            if (Facts.OfType<CustomerDeleted>().Any(d => d.Customer.Value == id))
                return new LedgerCustomer(id, CustomerKind.Account, null, null, null, merged, Deleted: true);
            return Identity(id) is { } known
                ? new LedgerCustomer(id, known.Kind, known.Label, known.Name, known.Email, merged, false)
                : new LedgerCustomer(id, CustomerKind.Account, null, null, null, merged, false);
        }
    }
}
