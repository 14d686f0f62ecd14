using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Webhooks of a random trade, lost, doubled and shuffled on their way to a program that is killed now and then.</summary>
sealed class Soak
{
    /// <summary>What happens between two rounds of deliveries.</summary>
    const int ActionsEachRound = 200;

    readonly FakeShop _shop;
    readonly LeapClock _clock;
    readonly Random _random;
    readonly RandomTrade _trade;

    /// <param name="to">Where the program takes webhooks.</param>
    public Soak(FakeShop shop, LeapClock clock, string to, int seed)
    {
        (_shop, _clock, _random) = (shop, clock, new Random(seed));
        _trade = new RandomTrade(shop, _random);
        var deliveries = shop.Deliveries;
        (deliveries.Lost, deliveries.Doubled, deliveries.ShuffledAmong, deliveries.AtOnce) = (0.01, 0.05, 100, 64);
        foreach (var topic in Shopify.WebhookSubscriptions.Topics)
            shop.Subscriptions.Add(new FakeSubscription(shop.NextId(), topic, to, shop.Now, shop.Now));
    }

    /// <param name="actions">Things that happen in the shop; each leads to some webhooks.</param>
    /// <param name="kill">Ends the program in the middle of what it does, and starts it again.</param>
    /// <returns>Webhooks sent, with those lost and without the repeats.</returns>
    public async Task<int> RunAsync(int actions, int kills, Func<Task> kill)
    {
        var rounds = (actions + ActionsEachRound - 1) / ActionsEachRound;
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < ActionsEachRound; i++)
            {
                // Often several things happen within one second, which is as finely as the platform tells the time.
                if (_random.Next(3) > 0) _clock.Move(TimeSpan.FromSeconds(_random.Next(40)));
                _trade.Act();
            }

            var dies = round * (kills + 1) / rounds != (round + 1) * (kills + 1) / rounds && round + 1 < rounds;
            var pump = _shop.Deliveries.PumpAsync();
            if (dies) await kill();
            await pump;
        }

        while (_shop.Deliveries.Waiting.Count > 0)
        {
            _clock.Move(TimeSpan.FromMinutes(5));
            await _shop.Deliveries.PumpAsync();
        }

        return _shop.Deliveries.Sent.Values.Sum();
    }

    /// <summary>The customers whose orders or money are not what the platform has.</summary>
    public IReadOnlyList<string> Differences(Ledger ledger)
    {
        var theirs = FakeTotals.Of(_shop);
        List<string> differences = [];
        foreach (var customer in _shop.Customers.Values)
        {
            var expected = theirs.GetValueOrDefault(new CustomerId(customer.Id)) ?? new FakeTotals(0, 0);
            var ours = ledger.Find(new CustomerId(customer.Id)) is { } place ? CustomerComparison.Of(ledger, place, _shop.Currency) : default;
            if (ours != new Tally(expected.Orders, expected.Paid)) differences.Add($"customer {customer.Id}: {ours}, expected {expected}");
        }

        return differences;
    }
}
