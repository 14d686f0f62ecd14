using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Shops that keep no names, or not for ever.</summary>
public sealed class ForgettingTests : IAsyncLifetime, IDisposable
{
    readonly DataDirectory _data = new();
    SqliteStore _store = null!;
    int _shop;

    static readonly long s_guest = DerivedId.Of("email", "anna@example.nl");

    public async Task InitializeAsync()
    {
        _store = _data.Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _data.Dispose();

    async Task ReopenAsync(bool noPersonalData)
    {
        await _store.DisposeAsync();
        _store = _data.Open(new SqliteOptions { NoPersonalData = noPersonalData });
    }

    Task<ImportOutcome> StoreAsync(params ShopFact[] facts) => _store.ImportAsync(_shop, facts, []);

    static OrderSeen Of(long order, long customer, string? name, string? email, int days = 0) => new(
        Some.Order(order, customer, 10_00, processedAt: Some.Noon.AddDays(-days)), [],
        Some.Customer(customer, name, email, 0, customer > 0 ? CustomerKind.Account : CustomerKind.Guest));

    Ledger Ledger => Ledger.Empty.With(_store.ChangesSince(_shop, 0));

    /// <summary>Who has which orders, without who it is.</summary>
    List<string> Persons()
    {
        var ledger = Ledger;
        return [.. Enumerable.Range(0, ledger.CustomerCount).Select(ledger.OrdersOf)
            .Select(r => string.Join(' ', Enumerable.Range(r.Start, r.End - r.Start).Select(i => ledger.OrderId(i).Value).Order())).Order()];
    }

    bool Knows(string text) => (long)_data.Sql($"SELECT count(*) FROM customers WHERE name || email || label LIKE '%{text}%'")! > 0;

    static ShopFact[] Facts =>
    [
        Of(1, 11, "Anna", "anna@example.nl"), Of(2, s_guest, "A.", "anna@example.nl"), Of(3, DerivedId.Of("email", "bram@example.nl"), "Bram", "bram@example.nl"),
        Of(4, DerivedId.Of("email", "bram@example.nl"), "Bram", "Bram@Example.nl"), Of(5, 12, "Cor", null),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_names_everybody_is_still_one_customer(bool fromTheStart)
    {
        if (fromTheStart) await ReopenAsync(noPersonalData: true);
        await StoreAsync(Facts);
        if (!fromTheStart)
        {
            await ReopenAsync(noPersonalData: true);
            Assert.Equal(4, await _store.Privacy.StripAsync());
        }

        Assert.Equal(["1 2", "3 4", "5"], Persons());
        Assert.False(Knows("a"), "no name and no address");
        Assert.Null(Ledger.Find(new CustomerId(DerivedId.Of("email", "bram@example.nl"))));
        Assert.NotNull(Ledger.Find(new CustomerId(11)));

        await StoreAsync(Of(6, DerivedId.Of("email", "bram@example.nl"), "Bram", "bram@example.nl"), Of(7, 11, "Anna", "anna@example.nl"), Of(8, s_guest, null, "anna@example.nl"));
        Assert.Equal(["1 2 7 8", "3 4 6", "5"], Persons());
        Assert.Equal(0, await _store.Privacy.StripAsync());
    }

    [Fact]
    public async Task Without_names_what_is_not_understood_is_not_kept()
    {
        await ReopenAsync(noPersonalData: true);
        for (var again = 0; again < 2; again++)
            await _store.ImportAsync(_shop, [], [
                Some.Rejected("""{"email":"anna@example.nl"}""", reason: "found \"anna@example.nl\" at id, expected a positive id"),
                Some.Rejected("""{"email":"bram@example.nl"}""", reason: "found no id in $.bram@example.nl, expected the id"),
            ]);
        var entries = _store.Quarantine(_shop, long.MaxValue, 9);
        Assert.All(entries, entry => Assert.True(entry.What.Body.IsEmpty));
        Assert.Equal(["found no id in …, expected the id", "found … at id, expected a positive id"], entries.Select(e => e.What.Reason));
    }

    [Fact]
    public async Task Who_has_not_bought_for_long_loses_name_and_address_and_nobody_else_does()
    {
        await StoreAsync(
            Of(1, 11, "Anna", "anna@example.nl", days: 900), Of(2, s_guest, "A.", "anna@example.nl", days: 800), Of(3, 12, "Bram", "bram@example.nl", days: 900),
            Of(4, DerivedId.Of("email", "bram@example.nl"), "B.", "bram@example.nl", days: 10), Of(5, 13, "Cor", null, days: 900), Of(6, 14, "Dirk", null, days: 5),
            Some.Merge(13, 14), Of(7, DerivedId.Of("email", "eva@example.nl"), "Eva", "eva@example.nl", days: 900));
        var before = Persons();
        var ledgers = new Ledgers(_store, 1 << 30);
        ledgers.Get(_shop);

        Assert.Equal(3, await _store.Privacy.ForgetAsync(new Retention(null, Some.Noon, Some.Noon, Some.Noon.AddDays(-730)), Some.Noon));

        Assert.Equal((false, false, true, true, true), (Knows("anna"), Knows("eva"), Knows("Bram"), Knows("Cor"), Knows("Dirk")));
        Assert.Equal(before, Persons());
        Assert.DoesNotContain("Anna", LedgerText.Of(ledgers.Get(_shop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_for_a_while_goes_when_it_is_over()
    {
        await _store.ImportAsync(_shop, [], [Some.Rejected()]);
        await _store.Privacy.LogAsync(new Access(_shop, Some.Noon, "user a", "report clv", "csv file", 3));
        var day = TimeSpan.FromDays(1);
        await _store.Privacy.ForgetAsync(new Retention(Some.Noon - day, Some.Noon - day, Some.Noon, null), Some.Noon);
        Assert.Single(_store.Quarantine(_shop, long.MaxValue, 9));
        Assert.Equal(3, Assert.Single(_store.Privacy.Log(_shop, 9)).Customers);
        await _store.Privacy.ForgetAsync(new Retention(Some.Noon + day, Some.Noon + day, Some.Noon, null), Some.Noon);
        Assert.Empty(_store.Quarantine(_shop, long.MaxValue, 9));
        Assert.Empty(_store.Privacy.Log(_shop, 9));
    }
}
