using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What every engine's <see cref="ISpendStore"/> promises.</summary>
public abstract class SpendContract : IAsyncLifetime
{
    static readonly DateOnly March = new(2026, 3, 1);

    IStore _store = null!;
    ISpendStore _spend = null!;
    int _shop;

    /// <summary>A store over the same data each time; empty at first.</summary>
    protected abstract (IStore Store, ISpendStore Spend) Open();

    public async Task InitializeAsync()
    {
        (_store, _spend) = Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    static MarketingSpend Spend(DateOnly month, string channel, long minor, string currency = "EUR") => new(month, channel, new Money(minor, new Currency(currency)));

    [Fact]
    public async Task The_last_amount_of_a_month_and_channel_is_the_one_that_counts()
    {
        await _spend.SaveAsync(_shop, [Spend(March, "web", 100), Spend(March.AddMonths(1), "web", 7), Spend(March, "pos", 5)]);
        await _spend.SaveAsync(_shop, [Spend(March, "web", 250, "USD")]);
        await _spend.SaveAsync(_shop, [Spend(March, "web", 250, "USD")]);
        Assert.Equal([Spend(March, "pos", 5), Spend(March, "web", 250, "USD"), Spend(March.AddMonths(1), "web", 7)], _spend.Spend(_shop));
    }

    [Fact]
    public async Task It_is_there_when_the_store_is_opened_again()
    {
        await _spend.SaveAsync(_shop, [Spend(March, "web", 100)]);
        await _store.DisposeAsync();
        (_store, _spend) = Open();
        Assert.Equal([Spend(March, "web", 100)], _spend.Spend(_shop));
    }

    [Fact]
    public async Task A_channel_of_a_month_is_removed_or_the_whole_month()
    {
        await _spend.SaveAsync(_shop, [Spend(March, "web", 1), Spend(March, "pos", 2), Spend(March, "x", 3), Spend(March.AddMonths(1), "web", 4)]);
        Assert.Equal(1, await _spend.RemoveAsync(_shop, March, "web"));
        Assert.Equal(0, await _spend.RemoveAsync(_shop, March, "web"));
        Assert.Equal(2, await _spend.RemoveAsync(_shop, March, null));
        Assert.Equal([Spend(March.AddMonths(1), "web", 4)], _spend.Spend(_shop));
    }

    [Fact]
    public async Task A_shop_sees_its_own_alone_and_takes_it_along()
    {
        var other = (await _store.SaveShopAsync("b.myshopify.com", null, null, null)).Id;
        await _spend.SaveAsync(_shop, [Spend(March, "web", 1)]);
        Assert.Empty(_spend.Spend(other));
        Assert.Equal(0, await _spend.RemoveAsync(other, March, null));
        await _store.RemoveShopAsync(_shop);
        Assert.Empty(_spend.Spend(_shop));
    }
}

public sealed class SqliteSpendContract : SpendContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override (IStore Store, ISpendStore Spend) Open()
    {
        var store = _data.Open();
        return (store, store.Spend);
    }

    public void Dispose() => _data.Dispose();
}
