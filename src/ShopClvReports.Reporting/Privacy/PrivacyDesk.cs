using System.Globalization;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Does what is owed to customers. Each step is committed with its proof, so that one that breaks off is done again from where it
/// stood and none is done twice.
/// </summary>
/// <param name="isInstalled">Whether Shopify still lets us into a shop; throws when it does not say.</param>
public sealed class PrivacyDesk(
    IStore store, IPrivacyStore privacy, Ledgers ledgers, OwnerNotices notices, Func<Shop, Task<bool>> isInstalled, Language language, TimeProvider clock)
{
    const string OverdueTrouble = "privacy overdue";

    static readonly TimeSpan CompactAgain = TimeSpan.FromMinutes(30);

    DateTimeOffset _compactAt;

    /// <summary>Does everything that is open, oldest first; what cannot be done now does not hold up the rest.</summary>
    /// <returns>What could not be done.</returns>
    public async Task<IReadOnlyList<StoreException>> FulfilAsync()
    {
        List<StoreException> failed = [];
        foreach (var obligation in privacy.Obligations(open: true))
            try
            {
                await FulfilAsync(obligation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed.Add(e as StoreException ?? new StoreException($"request {obligation.Id} cannot be done: {e.Message}", e));
            }

        var now = clock.GetUtcNow();
        if (now >= _compactAt && privacy.HoldsRemains())
        {
            // Writing a large store anew is not to be tried again at once: others wait meanwhile.
            _compactAt = now + CompactAgain;
            if (await privacy.CompactAsync(now)) _compactAt = now;
        }

        return failed;
    }

    /// <summary>What troubles the owner must hear of: obligations that are overdue, and when none is any more.</summary>
    public IEnumerable<Telling> Overdue()
    {
        var now = clock.GetUtcNow();
        foreach (var shop in store.Shops())
        {
            var count = privacy.Obligations(shop.Shop.Id, open: true).Count(o => o.IsOverdue(now));
            yield return count > 0
                ? notices.OfShop(shop.Shop, OverdueTrouble, ends: false, PrivacyWords.Of(language).Overdue(shop.Shop.Domain, count), language, now)
                : new Telling(shop.Shop.Id, OverdueTrouble, Ends: true, null);
        }
    }

    /// <returns>The obligation as it is then; null when its shop is erased with it.</returns>
    public async Task<Obligation?> FulfilAsync(Obligation obligation)
    {
        if (obligation.State != ObligationState.Open || store.Shops().FirstOrDefault(s => s.Shop.Id == obligation.Shop)?.Shop is not { } shop) return obligation;
        switch (obligation.Kind)
        {
            case PrivacyKind.DataRequest:
                await ExportAsync(shop, obligation);
                break;
            case PrivacyKind.CustomerRedact:
                var telling = obligation.AskedByShopify ? Tell(shop, PrivacyWords.Of(language).Erased(shop.Domain, obligation.Id)) : null;
                await privacy.EraseAsync(obligation, telling, clock.GetUtcNow());
                ledgers.Drop(shop.Id);
                break;
            case PrivacyKind.ShopRedact:
                await EraseShopAsync(shop, obligation);
                break;
        }

        return privacy.Find(obligation.Id);
    }

    /// <summary>The request may be of before the app was installed again, and what is erased is gone for good: a shop that works is asked about.</summary>
    async Task EraseShopAsync(Shop shop, Obligation obligation)
    {
        if (await isInstalled(shop))
        {
            await privacy.HoldShopAsync(obligation, Tell(shop, PrivacyWords.Of(language).Held(shop.Domain, Due(shop, obligation))), clock.GetUtcNow());
            return;
        }

        await privacy.EraseShopAsync(obligation, clock.GetUtcNow());
        ledgers.Drop(shop.Id);
    }

    async Task ExportAsync(Shop shop, Obligation obligation)
    {
        var now = clock.GetUtcNow();
        var holdings = privacy.Holdings(shop.Id, obligation.Customer, obligation.Email, obligation.Orders);
        var exports = PersonDocument.Of(shop, holdings, now);
        var proof = new PrivacyProof(
            holdings.Tables.ToDictionary(t => t.Name, t => t.Rows.Count), exports.ToDictionary(e => e.Name, e => e.Sha256),
            [holdings.IsEmpty ? "Nothing is kept of the customer: tell them so." : "Hand the export to the customer, and see that it reaches nobody else."]);
        await privacy.ReadyAsync(obligation, exports, proof, Tell(shop, PrivacyWords.Of(language).Asked(shop.Domain, obligation.Id, Due(shop, obligation))), now);
    }

    static string Due(Shop shop, Obligation obligation) =>
        TimeZoneInfo.ConvertTime(obligation.DueAt, shop.TimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    Telling Tell(Shop shop, Notice notice) => notices.OfShop(shop, null, ends: false, notice, language, clock.GetUtcNow());
}
