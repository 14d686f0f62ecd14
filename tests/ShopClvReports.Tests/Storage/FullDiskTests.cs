using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class FullDiskTests
{
    static WebhookDelivery Order(int shop, int id) => Some.WebhookDelivery(shop, Some.Seen(Some.Order(id) with { Number = new string('n', 2000) }));

    [FullDiskFact]
    public async Task A_full_disk_refuses_the_delivery_keeps_what_was_acknowledged_and_works_again_with_space()
    {
        using var disk = FullDisk.Mount(8)!;
        var acknowledged = new List<long>();
        int shop;
        await using (var store = DataDirectory.Open(disk.Folder))
        {
            shop = (await store.SaveShopAsync("a.myshopify.com", null, null, null)).Id;
            for (var id = 1; id <= 20; id++)
            {
                await store.ReceiveAsync(Order(shop, id));
                acknowledged.Add(id);
            }

            disk.Fill();
            var refused = 0;
            for (var id = 21; id <= 60; id++)
                try
                {
                    await store.ReceiveAsync(Order(shop, id));
                    acknowledged.Add(id);
                }
                catch (StoreUnavailableException e)
                {
                    Assert.Contains("disk", e.Message);
                    refused++;
                }

            Assert.InRange(refused, 1, 40);
            Assert.Contains("disk", (await Assert.ThrowsAsync<StoreUnavailableException>(store.ProbeAsync)).Message);
            Assert.Equal(acknowledged, store.ChangesSince(shop, 0).Orders.Select(o => o.Id));
            Assert.Empty(store.Check().Problems);

            disk.Free();
            for (var id = 21; id <= 60; id++)
                Assert.Equal(acknowledged.Contains(id) ? WebhookOutcome.Duplicate : WebhookOutcome.Stored, await store.ReceiveAsync(Order(shop, id)));
        }

        await using var reopened = DataDirectory.Open(disk.Folder);
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), reopened.ChangesSince(shop, 0).Orders.Select(o => o.Id));
        Assert.Empty(reopened.Check().Problems);
    }

    [FullDiskFact]
    public void A_store_is_not_made_on_a_full_disk_and_the_message_says_why()
    {
        using var disk = FullDisk.Mount(1)!;
        disk.Fill();

        Assert.Contains("disk", Assert.ThrowsAny<StoreException>(() => DataDirectory.Open(disk.Folder)).Message);
    }
}
