using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Random histories of create, update, refund, cancel, edit, delete, merge and customers, in any order and with repeats.</summary>
public sealed class StoreHistoryTests : IAsyncLifetime, IDisposable
{
    const int Histories = 250;

    readonly DataDirectory _data = new();
    SqliteStore _store = null!;

    public Task InitializeAsync()
    {
        _store = _data.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _data.Dispose();

    static Ledger Whole(IStore store, int shop) => Ledger.Empty.With(store.ChangesSince(shop, 0));

    async Task<int> Shop(string name, int seed) => (await _store.SaveShopAsync($"{name}-{seed}.myshopify.com", null, null, null)).Id;

    async Task<int> Filled(int seed)
    {
        var shop = await Shop("filled", seed);
        await _store.ImportAsync(shop, SomeHistory.Of(seed), []);
        return shop;
    }

    [Fact]
    public async Task The_engine_holds_what_the_model_holds_and_says_the_same_of_every_step()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            await using var model = new ModelStore();
            var shop = await Shop("model", seed);
            foreach (var fact in SomeHistory.Of(seed))
                Assert.Equal((seed, await model.ReceiveAsync(Some.WebhookDelivery(shop, fact))), (seed, await _store.ReceiveAsync(Some.WebhookDelivery(shop, fact))));

            Assert.Equal($"seed {seed}\n{LedgerText.Of(Whole(model, shop))}", $"seed {seed}\n{LedgerText.Of(Whole(_store, shop))}");
        }
    }

    [Fact]
    public async Task Batches_give_what_single_facts_give()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            await using var model = new ModelStore();
            var shop = await Shop("batches", seed);
            foreach (var fact in SomeHistory.Of(seed)) await model.ReceiveAsync(Some.WebhookDelivery(shop, fact));
            foreach (var facts in SomeHistory.Batches(SomeHistory.Of(seed), seed)) await _store.ImportAsync(shop, facts, []);

            Assert.Equal($"seed {seed}\n{LedgerText.Of(Whole(model, shop))}", $"seed {seed}\n{LedgerText.Of(Whole(_store, shop))}");
        }
    }

    [Fact]
    public async Task The_same_facts_shuffled_and_repeated_give_the_same_ledger()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var shop = await Filled(seed);
            var shuffled = await Shop("shuffled", seed);
            foreach (var facts in SomeHistory.Batches(SomeHistory.Shuffled(SomeHistory.Of(seed), seed), seed + 1))
                await _store.ImportAsync(shuffled, facts, []);

            Assert.Equal($"seed {seed}\n{LedgerText.Of(Whole(_store, shop))}", $"seed {seed}\n{LedgerText.Of(Whole(_store, shuffled))}");
        }
    }

    [Fact]
    public async Task A_ledger_brought_forward_change_by_change_equals_one_built_at_once()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var shop = await Shop("forward", seed);
            var ledger = Ledger.Empty;
            foreach (var facts in SomeHistory.Batches(SomeHistory.Of(seed), seed))
            {
                await _store.ImportAsync(shop, facts, []);
                ledger = ledger.With(_store.ChangesSince(shop, ledger.Sequence));
                var whole = Whole(_store, shop);

                Assert.Equal($"seed {seed}\n{LedgerText.Of(whole)}", $"seed {seed}\n{LedgerText.Of(ledger)}");
                Assert.Equal(whole.Sequence, ledger.Sequence);
            }
        }
    }

    [Fact]
    public async Task The_rows_and_the_orders_of_nobody_add_up_to_the_orders()
    {
        var sections = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            await using var model = new ModelStore();
            await model.ImportAsync(1, SomeHistory.Of(seed), []);
            var facts = model.ChangesSince(1, 0);
            var ledger = Whole(_store, await Filled(seed));
            foreach (var (policy, value) in new (ValuePolicy, Func<LedgerOrder, long>)[]
                { (ValuePolicy.Paid, o => o.Paid), (ValuePolicy.Current, o => o.Current), (ValuePolicy.Ordered, o => o.Ordered) })
            {
                var shop = Some.DutchShop with { TimeZone = TimeZoneInfo.Utc };
                var report = ClvReport.Build(ledger, shop, AsOf.Parse("2100-01-01", TimeZoneInfo.Utc), new ReportQuery(Period.All, policy));
                foreach (var section in report.Sections.Where(s => s.Totals.Total.Orders > 0))
                {
                    var counted = facts.Orders.Where(o => facts.Currencies[o.Currency] == section.Currency.Code && !(o.Cancelled && value(o) == 0)).ToArray();
                    var spent = (MoneyColumn)section.Columns.Single(c => c.Key == "total_spent");
                    var orders = (CountColumn)section.Columns.Single(c => c.Key == "orders");

                    var nobody = section.Totals.WithoutCustomer;
                    Assert.Equal((seed, counted.Sum(value)), (seed, section.Rows.Sum(r => spent.Values[r]) + nobody.Spent));
                    Assert.Equal((seed, counted.Length), (seed, section.Rows.Sum(r => orders.Values[r]) + nobody.Orders));
                    Assert.Equal((seed, new Tally(counted.Length, counted.Sum(value))), (seed, section.Totals.Total));
                    sections++;
                }
            }
        }

        Assert.True(sections > Histories);
    }
}
