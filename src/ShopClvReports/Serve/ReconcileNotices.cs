using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What the owner hears of the nightly comparison with Shopify.</summary>
/// <param name="Unexplained">Given the shop and how many customers.</param>
/// <param name="Agrees">Given the shop.</param>
/// <param name="Fails">Given the shop and why.</param>
/// <param name="Works">Given the shop.</param>
sealed record ReconcileNotices(Func<string, int, Notice> Unexplained, Func<string, Notice> Agrees, Func<string, string, Notice> Fails, Func<string, Notice> Works)
{
    public static ReconcileNotices Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    static readonly ReconcileNotices English = new(
        (shop, customers) => new Notice($"{shop}: figures that are not Shopify's",
        [
            $"Of {customers} customers Shopify gives another amount or number of orders, and nothing that is known of their orders explains it.",
            "See who they are with: shopclv report reconcile", "You hear this once, and once more when everything is explained again.",
        ]),
        shop => new Notice($"{shop}: every difference with Shopify is explained again", ["Nothing is left to look at."]),
        (shop, why) => new Notice($"{shop} has not been compared with Shopify for days",
        [
            $"It was tried every night: {why}", "Orders that webhooks missed stay missing until it works. Try it with: shopclv reconcile", "You hear this once, and once more when it works again.",
        ]),
        shop => new Notice($"{shop} is compared with Shopify again", ["What webhooks missed in between has been fetched."]));

    static readonly ReconcileNotices Dutch = new(
        (shop, customers) => new Notice($"{shop}: cijfers die niet die van Shopify zijn",
        [
            $"Van {customers} klanten geeft Shopify een ander bedrag of aantal bestellingen op, en niets wat van hun bestellingen bekend is verklaart dat.",
            "Bekijk wie het zijn met: shopclv report reconcile", "U hoort dit één keer, en nog één keer wanneer alles weer verklaard is.",
        ]),
        shop => new Notice($"{shop}: elk verschil met Shopify is weer verklaard", ["Er is niets meer om naar te kijken."]),
        (shop, why) => new Notice($"{shop} is al dagen niet met Shopify vergeleken",
        [
            $"Het is elke nacht geprobeerd: {why}",
            "Bestellingen die de webhooks hebben gemist blijven ontbreken tot het lukt. Probeer het met: shopclv reconcile", "U hoort dit één keer, en nog één keer wanneer het weer lukt.",
        ]),
        shop => new Notice($"{shop} wordt weer met Shopify vergeleken", ["Wat de webhooks in de tussentijd hebben gemist is opgehaald."]));
}
