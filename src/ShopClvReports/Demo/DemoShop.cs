namespace ShopClvReports;

/// <summary>A webhook of the demo shop.</summary>
sealed record DemoWebhook(string Topic, byte[] Body);

/// <summary>
/// A small shop for tea that never was: three years of orders up to a given day, the same on every run. Repeat buyers, guests, a
/// market stall without names, refunds, cancelled orders, one whale, and regulars that have gone quiet.
/// </summary>
sealed class DemoShop
{
    public const string Domain = "demo-shop.myshopify.com";
    const int Customers = 1_150;
    const int MarketOrders = 140;

    static readonly string[] FirstNames =
    [
        "Emma", "Daan", "Sophie", "Lucas", "Julia", "Sem", "Mila", "Finn", "Tess", "Milan", "Sara", "Levi", "Anna", "Luuk", "Eva", "Bram",
        "Olivia", "Jack", "Amelia", "Noah", "Isla", "Oscar", "Zoë", "Björn", "Fatima", "Youssef", "Aylin", "Mehmet", "Chloé", "Łukasz",
    ];

    static readonly string[] LastNames =
    [
        "de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos",
        "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker", "Brouwer", "Smith", "Jones", "Taylor", "Brown", "Yılmaz", "El Amrani", "Nowak", "O'Brien",
    ];

    static readonly (string Title, long Cents)[] Products =
    [
        ("Earl Grey, 100 g", 895), ("Sencha, 100 g", 1_150), ("Darjeeling First Flush, 50 g", 1_695), ("Chai, 250 g", 1_450), ("Rooibos, 250 g", 1_195),
        ("Matcha, 30 g", 2_495), ("Cast iron teapot", 6_950), ("Glass teapot", 3_495), ("Tasting box", 2_995), ("Oolong, 50 g", 1_895),
        ("Tea tin", 950), ("Gift card", 2_500),
    ];

    readonly Random _random = new(20_260_101);
    readonly List<DemoOrder> _orders = [];
    readonly DateTimeOffset _end;
    long _nextOrder = 5_600_000_000_000;

    DemoShop(DateTimeOffset end) => _end = end;

    /// <summary>Every webhook that Shopify would have sent, by date.</summary>
    public static IReadOnlyList<DemoWebhook> Webhooks(DateTimeOffset now)
    {
        var shop = new DemoShop(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero));
        for (var i = 0; i < Customers; i++) shop.Visit(shop.Customer(i));
        shop.Whale();
        shop.Market();
        return [.. shop._orders.OrderBy(o => o.At).SelectMany(o => o.Webhooks())];
    }

    DemoCustomer Customer(int index)
    {
        var first = FirstNames[_random.Next(FirstNames.Length)];
        var last = LastNames[_random.Next(LastNames.Length)];
        var guest = _random.Next(9) == 0;
        var address = new string([.. $"{first}.{last}{index}".Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return new DemoCustomer(guest ? null : 7_200_000_000_000 + index * 32_768L, first, last, $"{address}@example.com");
    }

    /// <summary>Buys at a rate of their own until they stop: a gamma of rates and a chance to drop out after each order.</summary>
    void Visit(DemoCustomer customer)
    {
        var at = _end.AddDays(-_random.NextDouble() * 1_095);
        var daysBetween = 20 + 160 * _random.NextDouble() * _random.NextDouble();
        var leaves = 0.12 + 0.45 * _random.NextDouble();
        while (at < _end)
        {
            Order(customer, at, Basket(1 + _random.Next(4)), customer.Id is null ? "web" : _random.Next(8) == 0 ? "pos" : "web");
            if (_random.NextDouble() < leaves) return;
            at = at.AddDays(-Math.Log(1 - _random.NextDouble()) * daysBetween);
        }
    }

    void Whale()
    {
        var tearoom = new DemoCustomer(7_199_999_999_999, "Tearoom", "De Gouden Kan", "inkoop@goudenkan.example.com");
        for (var at = _end.AddDays(-1_000); at < _end; at = at.AddDays(14 + _random.Next(9))) Order(tearoom, at, Basket(14), "shopify_draft_order");
    }

    void Market()
    {
        for (var i = 0; i < MarketOrders; i++) Order(null, _end.AddDays(-_random.NextDouble() * 1_095), Basket(1 + _random.Next(2)), "pos");
    }

    List<DemoLine> Basket(int most)
    {
        var lines = new List<DemoLine>();
        for (var i = 0; i < most; i++)
        {
            var product = _random.Next(Products.Length);
            lines.Add(new DemoLine(product, Products[product].Title, Products[product].Cents, 1 + _random.Next(3), product == Products.Length - 1));
        }

        return lines;
    }

    void Order(DemoCustomer? customer, DateTimeOffset at, List<DemoLine> lines, string channel)
    {
        var fate = _random.Next(100) switch
        {
            < 4 => DemoFate.PartlyRefunded,
            < 6 => DemoFate.Cancelled,
            < 7 => DemoFate.Unpaid,
            _ => DemoFate.Paid,
        };
        _orders.Add(new DemoOrder(_nextOrder += 1_024 + _random.Next(4_096), _orders.Count + 1_001, customer, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), lines, channel, fate));
    }
}
