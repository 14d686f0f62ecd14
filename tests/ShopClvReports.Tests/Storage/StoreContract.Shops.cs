using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Shops and the quarantine.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task A_delivery_that_cannot_be_understood_is_quarantined_whole()
    {
        var outcome = await _store.ReceiveAsync(new WebhookDelivery(_shop, Some.Noon, [], Some.Rejected("\0not json")));

        Assert.Equal(WebhookOutcome.Quarantined, outcome);
        var entry = Assert.Single(_store.Quarantine(_shop, long.MaxValue, 10));
        Assert.Equal((_shop, Some.Noon), (entry.Shop, entry.At));
        Assert.Equal(("webhook orders/create", "orders/create", "it ends too early"), (entry.What.Source, entry.What.Format, entry.What.Reason));
        Assert.Equal("\0not json", Encoding.UTF8.GetString(entry.What.Body.Span));
    }

    [Fact]
    public async Task An_empty_body_can_be_quarantined()
    {
        await _store.ReceiveAsync(new WebhookDelivery(_shop, Some.Noon, [], Some.Rejected("")));

        Assert.True(Assert.Single(_store.Quarantine(null, long.MaxValue, 10)).What.Body.IsEmpty);
    }

    [Fact]
    public async Task The_same_body_is_quarantined_once_with_the_latest_reason()
    {
        foreach (var reason in new[] { "first", "second" })
            await _store.ImportAsync(_shop, [], [Some.Rejected("x", reason: reason)]);
        await _store.ImportAsync(_other, [], [Some.Rejected("x")]);
        await _store.ImportAsync(_shop, [], [Some.Rejected("x", source: "elsewhere")]);

        Assert.Equal(["second", "it ends too early"], _store.Quarantine(_shop, long.MaxValue, 10).Select(q => q.What.Reason).Reverse());
        Assert.Single(_store.Quarantine(_other, long.MaxValue, 10));
        Assert.Equal(3, _store.Check().Quarantined);
    }

    [Fact]
    public async Task The_quarantine_is_listed_newest_first_page_by_page()
    {
        await _store.ImportAsync(_shop, [], [.. Enumerable.Range(0, 5).Select(i => Some.Rejected($"{i}"))]);

        var first = _store.Quarantine(null, long.MaxValue, 2);
        var second = _store.Quarantine(null, first[^1].Id, 9);
        Assert.Equal(["4", "3", "2", "1", "0"], first.Concat(second).Select(q => Encoding.UTF8.GetString(q.What.Body.Span)));
        Assert.Equal(2, first.Count);
    }

    [Fact]
    public async Task A_released_body_leaves_the_quarantine_and_its_facts_come_in()
    {
        await _store.ImportAsync(_other, [], [Some.Rejected("x"), Some.Rejected("y")]);
        var entry = _store.Quarantine(_other, long.MaxValue, 1)[0];

        await _store.ReleaseAsync(entry.Id, [Some.Seen(Some.Order())]);

        Assert.Equal("x", Encoding.UTF8.GetString(Assert.Single(_store.Quarantine(null, long.MaxValue, 9)).What.Body.Span));
        Assert.Single(_store.ChangesSince(_other, 0).Orders);
        Assert.Empty(Everything.Orders);
    }

    [Fact]
    public async Task Releasing_what_is_not_there_fails_and_stores_nothing()
    {
        var exception = await Assert.ThrowsAnyAsync<StoreException>(() => _store.ReleaseAsync(77, [Some.Seen(Some.Order())]));

        Assert.Contains("77", exception.Message);
        Assert.Empty(Everything.Orders);
    }

    [Fact]
    public async Task A_shop_is_added_with_defaults_and_changed_only_where_something_is_given()
    {
        var added = await _store.SaveShopAsync("c.myshopify.com", null, null, null);
        Assert.Equal((TimeZoneInfo.Utc, Some.Euro), (added.TimeZone, added.Currency));

        await _store.SaveShopAsync("c.myshopify.com", Some.Amsterdam, null, new ShopSecrets("s1", "s0", "admin"));
        var changed = await _store.SaveShopAsync("c.myshopify.com", null, new Currency("JPY"), null);
        Assert.Equal((added.Id, "Europe/Amsterdam", "JPY"), (changed.Id, changed.TimeZone.Id, changed.Currency.Code));

        var stored = _store.Shops()[2];
        Assert.Equal(changed, stored.Shop);
        Assert.Equal(new ShopSecrets("s1", "s0", "admin"), stored.Secrets);
    }

    [Fact]
    public async Task Shops_are_listed_by_domain()
    {
        await _store.SaveShopAsync("0.myshopify.com", null, null, null);

        Assert.Equal(["0.myshopify.com", "a.myshopify.com", "b.myshopify.com"], _store.Shops().Select(s => s.Shop.Domain));
    }

    [Fact]
    public async Task A_removed_shop_takes_everything_of_it_along_and_its_number_is_not_given_again()
    {
        await _store.SaveShopAsync("b.myshopify.com", null, null, new ShopSecrets("secret"));
        foreach (var shop in new[] { _shop, _other })
            await _store.ImportAsync(shop, [new OrderSeen(Some.Order(), [Some.Refund(1, 1_00)], Some.Customer(11, "Anna"))], [Some.Rejected()]);

        await _store.RemoveShopAsync(_other);
        var again = await _store.SaveShopAsync("b.myshopify.com", null, null, null);

        Assert.NotEqual(_other, again.Id);
        Assert.Equal(new ShopSecrets(), _store.Shops()[1].Secrets);
        foreach (var gone in new[] { _other, again.Id })
        {
            Assert.Empty(_store.ChangesSince(gone, 0).Orders);
            Assert.Empty(_store.ChangesSince(gone, 0).Customers);
            Assert.Empty(_store.Quarantine(gone, long.MaxValue, 9));
        }

        await _store.ImportAsync(again.Id, [Some.Seen(Some.Order())], []);
        Assert.Equal(10_00, Assert.Single(_store.ChangesSince(again.Id, 0).Orders).Paid);
        Assert.Equal(9_00, TheOrder.Paid);
        Assert.Single(_store.Quarantine(_shop, long.MaxValue, 9));
    }

    [Fact]
    public async Task The_last_webhook_is_the_latest_received()
    {
        Assert.All(_store.Shops(), s => Assert.Null(s.LastWebhookAt));
        foreach (var minutes in new[] { 5, 9, 2 })
            await _store.ReceiveAsync(new WebhookDelivery(_shop, Some.Noon.AddMinutes(minutes), []));
        await _store.ImportAsync(_other, [Some.Seen(Some.Order())], []);

        Assert.Equal([Some.Noon.AddMinutes(9), null], _store.Shops().Select(s => s.LastWebhookAt));
    }
}
