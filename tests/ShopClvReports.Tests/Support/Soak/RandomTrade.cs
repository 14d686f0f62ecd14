namespace ShopClvReports.Tests;

/// <summary>
/// A shop's days: orders are placed, paid in parts, edited, refunded, cancelled and deleted, customers come, change and are merged.
/// The same seed trades the same.
/// </summary>
sealed class RandomTrade(FakeShop shop, Random random)
{
    const int FewestCustomers = 20;

    readonly List<FakeCustomer> _customers = [];
    readonly List<FakeOrder> _orders = [];

    /// <summary>One thing happens.</summary>
    public void Act()
    {
        if (_customers.Count < FewestCustomers) AddCustomer();
        switch (random.Next(100))
        {
            case < 8: AddCustomer(); break;
            case < 42: AddOrder(); break;
            case < 62: Pay(Any(_orders)); break;
            case < 80: Refund(Any(_orders)); break;
            case < 88: Edit(Any(_orders)); break;
            case < 92: Cancel(Any(_orders)); break;
            case < 93: Delete(); break;
            case < 98: shop.Update(Any(_customers)!, c => c.LastName = $"Jansen {random.Next(1000)}"); break;
            default: Merge(); break;
        }
    }

    void AddCustomer()
    {
        var number = _customers.Count + random.Next(1_000_000) * 10L;
        _customers.Add(shop.AddCustomer($"klant{number}@example.nl", "Klant", $"{number}"));
    }

    void AddOrder()
    {
        var lines = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Line()).ToList();
        var paid = random.Next(10) switch { 0 => 0m, 1 => Part(lines[0].Price), _ => (decimal?)null };
        _orders.Add(shop.AddOrder(random.Next(30) == 0 ? null : Any(_customers), paid: paid, lines: lines, with: order =>
        {
            order.Test = random.Next(50) == 0;
            order.Shipping = 4.95m;
        }));
    }

    FakeLine Line() => new(shop.NextId(), "Merino trui", Part(200m), random.Next(1, 4));

    void Pay(FakeOrder? order)
    {
        if (order is not { CancelledAt: null, Outstanding: > 0 }) return;
        shop.Pay(order, random.Next(3) == 0 ? Part(order.Outstanding) : order.Outstanding);
    }

    void Refund(FakeOrder? order)
    {
        if (order is null || order.Received - order.Refunded <= 0) return;
        var left = order.Received - order.Refunded;
        shop.Refund(order, random.Next(3) == 0 ? left : Part(left), random.Next(2) == 0 ? Any(order.Lines) : null);
    }

    void Edit(FakeOrder? order)
    {
        if (order is not { CancelledAt: null }) return;
        shop.Edit(order, o =>
        {
            if (random.Next(2) == 0) o.Lines.Add(Line());
            else if (o.Lines.Find(l => l.CurrentQuantity > 0) is { } line) line.Removed++;
        });
    }

    void Cancel(FakeOrder? order)
    {
        if (order is not { CancelledAt: null }) return;
        if (order.Received > order.Refunded && random.Next(4) > 0) shop.Refund(order, order.Received - order.Refunded);
        shop.Cancel(order);
    }

    void Delete()
    {
        if (_orders.Count == 0) return;
        var place = random.Next(_orders.Count);
        shop.Delete(_orders[place]);
        (_orders[place], _orders[^1]) = (_orders[^1], _orders[place]);
        _orders.RemoveAt(_orders.Count - 1);
    }

    void Merge()
    {
        var place = random.Next(_customers.Count);
        var (gone, kept) = (_customers[place], Any(_customers)!);
        if (gone == kept) return;
        shop.Merge(kept, gone);
        (_customers[place], _customers[^1]) = (_customers[^1], _customers[place]);
        _customers.RemoveAt(_customers.Count - 1);
    }

    T? Any<T>(List<T> all) where T : class => all.Count == 0 ? null : all[random.Next(all.Count)];

    /// <summary>At least a cent of it.</summary>
    decimal Part(decimal amount) => Math.Max(0.01m, decimal.Round(amount * (decimal)random.NextDouble(), 2));
}
