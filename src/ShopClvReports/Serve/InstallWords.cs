using ShopClvReports.Reporting;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>What the owner reads in the browser after an installation.</summary>
sealed record InstallWords(
    string Failed, Func<string, string> IsConnected, string HistoryComes, string Only60Days, Func<string, string> GoOn, string NextStep)
{
    public static InstallWords Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    public IReadOnlyList<string> Connected(ConnectionCheck check) =>
    [
        IsConnected(check.Details.Name), check.Details.Scopes.Contains(Storage.Connection.AllOrdersScope) ? HistoryComes : Only60Days,
        .. check.GoOn.Count > 0 ? [GoOn(string.Join(", ", check.GoOn))] : Array.Empty<string>(), NextStep,
    ];

    static readonly InstallWords English = new(
        "The shop is not connected.",
        name => $"{name} is connected.",
        "Its whole order history is on its way; the newest orders come first.",
        "Shopify shows this app the orders of the last 60 days only. Ask for the scope read_all_orders in the app's settings at Shopify, and open the app again.",
        names => $"Reports that rested because the app was removed go on: {names}.",
        "You can close this page.");

    static readonly InstallWords Dutch = new(
        "De winkel is niet gekoppeld.",
        name => $"{name} is gekoppeld.",
        "De hele bestelgeschiedenis komt eraan; de nieuwste bestellingen eerst.",
        "Shopify toont deze app alleen de bestellingen van de laatste 60 dagen. Vraag in de instellingen van de app bij Shopify de toestemming read_all_orders aan, en open de app opnieuw.",
        names => $"Rapporten die rustten omdat de app was verwijderd gaan verder: {names}.",
        "U kunt deze pagina sluiten.");
}
