using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What the owner hears of a shop's connection to Shopify.</summary>
/// <param name="Lost">Given the shop and why.</param>
/// <param name="Uninstalled">Given the shop, whose app was removed at Shopify.</param>
/// <param name="Back">Given the shop.</param>
/// <param name="Dropped">Given the shop and how many webhooks were missing.</param>
sealed record ConnectionWords(
    Func<string, string, Notice> Lost, Func<string, Notice> Uninstalled, Func<string, Notice> Back, Func<string, int, Notice> Dropped)
{
    public static ConnectionWords Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    static readonly ConnectionWords English = new(
        (shop, why) => new Notice($"{shop} is not connected to Shopify any more",
        [
            $"No orders can be fetched: {why}.", "Reports go on with what is known. Connect the shop again from Shopify's admin, or with: shopclv shops connect " + shop,
            "You hear this once.",
        ]),
        shop => new Notice($"{shop}: the app was removed at Shopify",
        [
            "Orders do not come in any more, and the shop's reports and alerts rest until it is connected again; then they go on by themselves.",
            $"Connect it from Shopify's admin, or with: shopclv shops connect {shop}. One report goes on without that with: shopclv schedules resume NAME",
            "Two days after an app is removed Shopify asks to erase the shop, and everything that is kept of it is deleted.",
        ]),
        shop => new Notice($"{shop} is connected to Shopify again", ["Orders are fetched again, also those from the time in between; reports that rested because the app was removed go on."]),
        (shop, count) => new Notice($"{shop}: Shopify had stopped sending orders",
        [
            $"{count} of the shop's webhooks were missing at Shopify, which drops them after some failures, and have been asked for again.",
            "Orders from the time in between are fetched by the nightly comparison, or now with: shopclv reconcile",
        ]));

    static readonly ConnectionWords Dutch = new(
        (shop, why) => new Notice($"{shop} is niet meer met Shopify verbonden",
        [
            $"Er kunnen geen bestellingen worden opgehaald: {why}.",
            "De rapporten gaan verder met wat bekend is. Koppel de winkel opnieuw vanuit Shopify, of met: shopclv shops connect " + shop, "U hoort dit één keer.",
        ]),
        shop => new Notice($"{shop}: de app is bij Shopify verwijderd",
        [
            "Er komen geen bestellingen meer binnen, en de rapporten en waarschuwingen van de winkel rusten tot hij weer gekoppeld is; daarna gaan ze vanzelf verder.",
            $"Koppel hem vanuit Shopify, of met: shopclv shops connect {shop}. Eén rapport gaat ook zonder dat verder met: shopclv schedules resume NAAM",
            "Twee dagen nadat een app is verwijderd vraagt Shopify de winkel te wissen, en wordt alles verwijderd wat ervan wordt bewaard.",
        ]),
        shop => new Notice($"{shop} is weer met Shopify verbonden", ["Bestellingen worden weer opgehaald, ook die uit de tijd ertussen; rapporten die rustten omdat de app was verwijderd gaan verder."]),
        (shop, count) => new Notice($"{shop}: Shopify stuurde geen bestellingen meer",
        [
            $"{count} van de webhooks van de winkel ontbraken bij Shopify, dat ze na een aantal mislukkingen verwijdert, en zijn opnieuw aangevraagd.",
            "De bestellingen uit de tijd ertussen worden bij de nachtelijke vergelijking opgehaald, of nu met: shopclv reconcile",
        ]));
}
