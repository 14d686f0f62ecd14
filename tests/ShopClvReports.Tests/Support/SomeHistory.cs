using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Random histories of one shop: few ids and few seconds, so that facts meet, repeat and contradict each other.</summary>
sealed class SomeHistory
{
    static readonly string[] GuestEmails = ["g@example.com", "shared@example.com"];
    static readonly string?[] Emails = [null, "a@example.com", "Shared@Example.com", "g@example.com"];
    static readonly string?[] Names = [null, "Anna", "Bram", "Çiğdem 龍"];
    static readonly string[] Currencies = ["EUR", "EUR", "EUR", "USD", "JPY"];
    static readonly string[] Channels = ["web", "pos", "755357713", ""];

    readonly Random _random;

    SomeHistory(int seed) => _random = new Random(seed);

    /// <summary>The same facts for the same seed.</summary>
    public static List<ShopFact> Of(int seed)
    {
        var history = new SomeHistory(seed);
        return [.. Enumerable.Range(0, history._random.Next(5, 50)).Select(_ => history.Next())];
    }

    /// <summary>The same facts in another order, some of them twice.</summary>
    public static List<ShopFact> Shuffled(List<ShopFact> facts, int seed)
    {
        var random = new Random(seed);
        var all = facts.Concat(facts.Where(_ => random.Next(2) == 0)).ToArray();
        random.Shuffle(all);
        return [.. all];
    }

    /// <summary>The facts in batches of random sizes.</summary>
    public static IEnumerable<List<ShopFact>> Batches(List<ShopFact> facts, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < facts.Count;)
        {
            var size = Math.Min(random.Next(1, 9), facts.Count - i);
            yield return facts.GetRange(i, size);
            i += size;
        }
    }

    ShopFact Next() => _random.Next(20) switch
    {
        < 10 => Seen(),
        < 12 => new RefundMade(Refund(Id(6))),
        12 => new OrderDeleted(new OrderId(Id(6))),
        13 => new OrderEdited(new OrderId(Id(6)), Instant()),
        < 17 => new CustomerSeen(Customer(Buyer())),
        17 => new CustomerDeleted(new CustomerId(Buyer())),
        _ => new CustomersMerged(new CustomerId(Account()), new CustomerId(Account())),
    };

    OrderSeen Seen()
    {
        var id = Id(6);
        var buyer = _random.Next(6) == 0 ? (long?)null : Buyer();
        var order = new OrderFact(
            new OrderId(id), $"#{id}", buyer is { } customer ? new CustomerId(customer) : null, Some.Noon.AddHours(_random.Next(-9000, 9000)), Instant(),
            new Currency(Pick(Currencies)), new OrderAmounts(Amount(), Amount(), Amount(), _random.Next(3) == 0 ? Amount() : 0, 21, 5, Card(), Card()),
            _random.Next(12) == 0, _random.Next(6) == 0 ? Instant() : null, (FinancialStatus)_random.Next(9), Pick(Channels), [],
            _random.Next(6) == 0 ? OrderDetail.Summary : OrderDetail.Whole);
        RefundFact[] refunds = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Refund(id))];
        return new OrderSeen(order, refunds, buyer is { } known && _random.Next(2) == 0 ? Customer(known) : null);
    }

    CustomerFact Customer(long id)
    {
        if (id > 0)
            return new CustomerFact(
                new CustomerId(id), _random.Next(9) == 0 ? CustomerKind.Unknown : CustomerKind.Account, null, Pick(Names), Pick(Emails), Instant());
        return GuestEmails.FirstOrDefault(e => Guest(e) == id) is { } email
            ? new CustomerFact(new CustomerId(id), CustomerKind.Guest, null, Pick(Names), email, Instant())
            : new CustomerFact(new CustomerId(id), CustomerKind.Imported, "K-1", Pick(Names), Pick(Emails), Instant());
    }

    RefundFact Refund(long order) => new(Id(4), new OrderId(order), _random.Next(1, 40_00), Instant());

    long Amount() => _random.Next(15) == 0 ? _random.NextInt64(3_000_000_000, 3_000_000_000_000) : _random.Next(0, 200_00);

    long Card() => _random.Next(4) == 0 ? _random.Next(0, 50_00) : 0;

    long Account() => 10 + Id(5);

    long Buyer() => _random.Next(8) switch
    {
        0 => DerivedId.Of("customer", "K-1"),
        1 => Guest(GuestEmails[0]),
        2 => Guest(GuestEmails[1]),
        _ => Account(),
    };

    static long Guest(string email) => DerivedId.Of("guest", email);

    DateTimeOffset Instant() => Some.Noon.AddSeconds(_random.Next(4));

    long Id(int most) => _random.Next(1, most + 1);

    T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
