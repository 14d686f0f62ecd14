using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What the owner hears of obligations; never whose they are.</summary>
/// <param name="Asked">Given the shop, the obligation's number and the day it is due.</param>
/// <param name="Erased">Given the shop and the obligation's number.</param>
/// <param name="Overdue">Given the shop and how many are.</param>
sealed record PrivacyWords(Func<string, long, string, Notice> Asked, Func<string, long, Notice> Erased, Func<string, int, Notice> Overdue)
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
            $"It is ready; fetch it with: shopclv privacy export {id} --out customer.html (or .json)",
            "The file holds personal data: it is not in this message, and is best not mailed without protection.",
        ]),
        (shop, id) => new Notice($"A customer of {shop} was erased",
        [
            $"The customer asked for it at Shopify. What was done stands under number {id} in: shopclv privacy list",
            "Delete backups made before, and messages, sheets and files with the customer that were sent.",
        ]),
        (shop, count) => new Notice($"{count} requests of customers of {shop} are overdue", ["See: shopclv privacy list"]));

    static readonly PrivacyWords s_dutch = new(
        (shop, id, due) => new Notice($"Een klant van {shop} vraagt wat er van hem of haar wordt bewaard",
        [
            $"Shopify geeft het verzoek door. Geef de klant het antwoord uiterlijk op {due}.",
            $"Het staat klaar; haal het op met: shopclv privacy export {id} --out klant.html (of .json)",
            "Het bestand bevat persoonsgegevens: het zit niet in dit bericht, en kan beter niet onbeschermd worden gemaild.",
        ]),
        (shop, id) => new Notice($"Een klant van {shop} is gewist",
        [
            $"De klant heeft dat bij Shopify gevraagd. Wat er is gedaan, staat onder nummer {id} in: shopclv privacy list",
            "Verwijder eerdere back-ups, en verzonden berichten, bladen en bestanden met de klant erin.",
        ]),
        (shop, count) => new Notice($"{count} verzoeken van klanten van {shop} zijn te laat", ["Zie: shopclv privacy list"]));
}
