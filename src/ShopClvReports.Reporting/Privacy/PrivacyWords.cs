using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What the owner hears of obligations; never whose they are.</summary>
/// <param name="Asked">Given the shop, the obligation's number and the day it is due.</param>
/// <param name="Erased">Given the shop and the obligation's number.</param>
/// <param name="Held">Given the shop, which Shopify wants erased and which is connected, and the day that is due.</param>
/// <param name="Overdue">Given the shop and how many are.</param>
sealed record PrivacyWords(
    Func<string, long, string, Notice> Asked, Func<string, long, Notice> Erased, Func<string, string, Notice> Held, Func<string, int, Notice> Overdue)
{
    public static PrivacyWords Of(Language language) => language switch
    {
        Language.En => s_english,
        Language.Nl => s_dutch,
    };

    static readonly PrivacyWords s_english = new(
        (shop, id, due) => new Notice($"A customer of {shop} asks what is kept of them",
        [
            $"Shopify passes on the request. Hand the customer the answer by {due}.",
            $"It is ready; fetch it with: shopclv privacy export --request {id} --out customer.html (or .json)",
            "The file holds personal data: it is not in this message, and is best not mailed without protection.",
        ]),
        (shop, id) => new Notice($"A customer of {shop} was erased",
        [
            $"The customer asked for it at Shopify. What was done stands under number {id} in: shopclv privacy list",
            "Delete backups made before, and messages, sheets and files with the customer that were sent.",
        ]),
        (shop, due) => new Notice($"Shopify asks to erase {shop}, which is connected",
        [
            "Shopify asks this two days after an app was removed. The shop was connected again, and Shopify still lets this program in, so nothing was erased.",
            $"Decide by {due}. Erase everything of the shop, for good: shopclv shops remove {shop} --yes",
            $"Or keep it, by connecting it once more: open the app in Shopify's admin, or shopclv shops connect {shop}",
        ]),
        (shop, count) => new Notice($"{count} requests of customers of {shop} are overdue", ["See: shopclv privacy list"]));

    static readonly PrivacyWords s_dutch = new(
        (shop, id, due) => new Notice($"Een klant van {shop} vraagt wat er van hem of haar wordt bewaard",
        [
            $"Shopify geeft het verzoek door. Geef de klant het antwoord uiterlijk op {due}.",
            $"Het staat klaar; haal het op met: shopclv privacy export --request {id} --out klant.html (of .json)",
            "Het bestand bevat persoonsgegevens: het zit niet in dit bericht, en kan beter niet onbeschermd worden gemaild.",
        ]),
        (shop, id) => new Notice($"Een klant van {shop} is gewist",
        [
            $"De klant heeft dat bij Shopify gevraagd. Wat er is gedaan, staat onder nummer {id} in: shopclv privacy list",
            "Verwijder eerdere back-ups, en verzonden berichten, bladen en bestanden met de klant erin.",
        ]),
        (shop, due) => new Notice($"Shopify vraagt {shop} te wissen, en die winkel is verbonden",
        [
            "Shopify vraagt dit twee dagen nadat een app is verwijderd. De winkel is daarna weer gekoppeld en Shopify laat dit programma nog toe; daarom is er niets gewist.",
            $"Beslis uiterlijk op {due}. Alles van de winkel wissen, voorgoed: shopclv shops remove {shop} --yes",
            $"Of de winkel houden, door hem nog eens te koppelen: open de app in Shopify, of shopclv shops connect {shop}",
        ]),
        (shop, count) => new Notice($"{count} verzoeken van klanten van {shop} zijn te laat", ["Zie: shopclv privacy list"]));
}
