using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The words of messages about alerts, of their buttons and of the pages that their links open.</summary>
public sealed record AlertWords
{
    /// <summary>Given how many customers: nobody, or several.</summary>
    public required Func<long, string, string> AreQuiet { get; init; }

    /// <summary>Given one customer.</summary>
    public required Func<string, string> IsQuiet { get; init; }

    /// <summary>Given a rule's name.</summary>
    public required Func<string, string> Rule { get; init; }

    /// <summary>A customer without a name or address, given the id.</summary>
    public required Func<string, string> Nameless { get; init; }

    /// <summary>Given how many were as quiet, the percentage that bought again, and within how many days.</summary>
    public required Func<string, string, string, string> Past { get; init; }

    public required string NoPast { get; init; }

    /// <summary>Given the total, the number of orders, and what an order is worth on average.</summary>
    public required Func<string, long, string, string, string> Worth { get; init; }

    /// <summary>Given a percentage.</summary>
    public required Func<string, string> OfRevenue { get; init; }

    /// <summary>Given an amount.</summary>
    public required Func<string, string> AtStake { get; init; }

    /// <summary>Given the usual days between orders, and the days since the last.</summary>
    public required Func<int, string, string, string> Rhythm { get; init; }

    /// <summary>Given whether there was one order or several on that day, and how many days ago.</summary>
    public required Func<bool, int, string, string> OneDay { get; init; }

    /// <summary>Given a day.</summary>
    public required Func<string, string> LastOrder { get; init; }

    /// <summary>Given titles.</summary>
    public required Func<string, string> UsedToBuy { get; init; }

    public required string ToldBefore { get; init; }

    /// <summary>In a report: given how many customers, as a number and in figures, and what is at stake.</summary>
    public required Func<long, string, string, string> StillQuiet { get; init; }

    public required string OpenInAdmin { get; init; }

    public required Func<AlertAction, string> Label { get; init; }

    /// <summary>What the act does, without saying to whom.</summary>
    public required Func<AlertAction, string> Means { get; init; }

    public required string Yes { get; init; }
    public required string No { get; init; }

    /// <summary>Given who said it; null when that is not to be shown.</summary>
    public required Func<string?, string> Contacted { get; init; }

    /// <summary>Given the day, and who said it.</summary>
    public required Func<string, string?, string> Snoozed { get; init; }

    /// <inheritdoc cref="Contacted"/>
    public required Func<string?, string> Dismissed { get; init; }

    /// <summary>Given the day.</summary>
    public required Func<string, string> CameBack { get; init; }

    /// <summary>An alert that ended without an order.</summary>
    public required string Ended { get; init; }

    /// <summary>Given one customer.</summary>
    public required Func<string, string> IsBack { get; init; }

    /// <summary>Given how many customers.</summary>
    public required Func<string, string> AreBack { get; init; }

    /// <summary>What one who is back has bought: given the amount, the number of orders, and how many days it took.</summary>
    public required Func<string, long, string, int, string, string> BoughtAgain { get; init; }

    /// <summary>On the page of a link, given the rule's name.</summary>
    public required Func<string, string> OfRule { get; init; }

    public required string AlreadySo { get; init; }

    /// <summary>Of an alert that has ended.</summary>
    public required string NothingToDo { get; init; }

    public required string LinkExpired { get; init; }
    public required string LinkUnknown { get; init; }

    public static AlertWords Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    static AlertWords English { get; } = new()
    {
        AreQuiet = (n, count) => n == 0 ? "Nobody is unusually quiet" : $"{count} customers are unusually quiet",
        IsQuiet = who => $"{who} is unusually quiet",
        Rule = name => $"rule {name}",
        Nameless = id => $"Customer {id}",
        Past = (quiet, percent, days) => $"Of {quiet} customers this quiet, {percent} bought again within {days} days.",
        NoPast = "Too few customers have ever been this quiet to tell how many come back.",
        Worth = (total, n, orders, average) => n == 1 ? $"{total} in 1 order" : $"{total} in {orders} orders, {average} on average",
        OfRevenue = share => $"{share} of revenue",
        AtStake = amount => $"{amount} in the year up to the last order",
        Rhythm = (gap, usual, days) => gap == 1 ? $"Usually every day, now {days} days" : $"Usually every {usual} days, now {days}",
        OneDay = (once, n, days) => $"Bought {(once ? "once" : "on one day")}, {(n == 1 ? "1 day" : $"{days} days")} ago",
        LastOrder = day => $"last order {day}",
        UsedToBuy = titles => $"Used to buy: {titles}",
        StillQuiet = (customers, count, money) => customers == 1
            ? $"One customer you were told of is still unusually quiet and spent {money} in the year up to the last order. See: shopclv alerts list"
            : $"{count} customers you were told of are still unusually quiet; together they spent {money} in the year up to their last orders. See: shopclv alerts list",
        ToldBefore = "Told before, still quiet",
        OpenInAdmin = "Open in Shopify",
        Label = action => action switch
        {
            AlertAction.Contacted => "Contacted",
            AlertAction.Snooze => $"Snooze {AlertDesk.SnoozeTime.Days} days",
            AlertAction.Dismiss => "Not a customer any more",
        },
        Means = action => action switch
        {
            AlertAction.Contacted => "Somebody is in touch with this customer: no more alerts until an order comes.",
            AlertAction.Snooze => $"No alerts about this customer for {AlertDesk.SnoozeTime.Days} days.",
            AlertAction.Dismiss => "This is no customer any more: no more alerts unless an order comes.",
        },
        Yes = "Yes",
        No = "Cancel",
        Contacted = by => by is null ? "Contacted" : $"Contacted by {by}",
        Snoozed = (day, by) => by is null ? $"Snoozed until {day}" : $"Snoozed until {day} by {by}",
        Dismissed = by => by is null ? "Not a customer any more" : $"Not a customer any more, says {by}",
        CameBack = day => $"Came back on {day}",
        Ended = "No longer followed",
        IsBack = who => $"{who} is back",
        AreBack = count => $"{count} customers are back",
        BoughtAgain = (amount, n, orders, days, away) =>
            $"{amount} in {(n == 1 ? "1 order" : $"{orders} orders")} after {(days == 1 ? "1 day" : $"{away} days")}",
        OfRule = rule => $"An unusually quiet customer, by the rule {rule}.",
        AlreadySo = "It was so already.",
        NothingToDo = "There is nothing to do any more.",
        LinkExpired =
            $"This link is more than {AlertLinks.Life.Days} days old and does not work any more. A newer message about the customer has links that do.",
        LinkUnknown = "This link is not valid (any more).",
    };

    static AlertWords Dutch { get; } = new()
    {
        AreQuiet = (n, count) => n == 0 ? "Niemand is ongewoon stil" : $"{count} klanten zijn ongewoon stil",
        IsQuiet = who => $"{who} is ongewoon stil",
        Rule = name => $"regel {name}",
        Nameless = id => $"Klant {id}",
        Past = (quiet, percent, days) => $"Van {quiet} klanten die zo stil waren, bestelde {percent} binnen {days} dagen weer.",
        NoPast = "Er zijn te weinig klanten zo stil geweest om te zeggen hoeveel er terugkomen.",
        Worth = (total, n, orders, average) => n == 1 ? $"{total} in 1 bestelling" : $"{total} in {orders} bestellingen, gemiddeld {average}",
        OfRevenue = share => $"{share} van de omzet",
        AtStake = amount => $"{amount} in het jaar tot en met de laatste bestelling",
        Rhythm = (gap, usual, days) =>
            gap == 1 ? $"Normaal elke dag, nu al {days} dagen stil" : $"Normaal om de {usual} dagen, nu al {days} dagen stil",
        OneDay = (once, n, days) => $"Kocht {(once ? "één keer" : "op één dag")}, {(n == 1 ? "1 dag" : $"{days} dagen")} geleden",
        LastOrder = day => $"laatste bestelling {day}",
        UsedToBuy = titles => $"Kocht vooral: {titles}",
        StillQuiet = (customers, count, money) => customers == 1
            ? $"Eén klant over wie u bericht kreeg is nog steeds ongewoon stil en besteedde {money} in het jaar tot de laatste bestelling. Zie: shopclv alerts list"
            : $"{count} klanten over wie u bericht kreeg zijn nog steeds ongewoon stil; samen besteedden ze {money} in het jaar tot hun laatste bestelling. Zie: shopclv alerts list",
        ToldBefore = "Al eerder gemeld, nog steeds stil",
        OpenInAdmin = "Openen in Shopify",
        Label = action => action switch
        {
            AlertAction.Contacted => "Contact opgenomen",
            AlertAction.Snooze => $"{AlertDesk.SnoozeTime.Days} dagen uitstellen",
            AlertAction.Dismiss => "Geen klant meer",
        },
        Means = action => action switch
        {
            AlertAction.Contacted => "Iemand heeft contact met deze klant: geen meldingen meer tot er een bestelling komt.",
            AlertAction.Snooze => $"{AlertDesk.SnoozeTime.Days} dagen lang geen meldingen over deze klant.",
            AlertAction.Dismiss => "Dit is geen klant meer: geen meldingen meer, tenzij er een bestelling komt.",
        },
        Yes = "Ja",
        No = "Annuleren",
        Contacted = by => by is null ? "Contact opgenomen" : $"Contact opgenomen door {by}",
        Snoozed = (day, by) => by is null ? $"Uitgesteld tot {day}" : $"Uitgesteld tot {day} door {by}",
        Dismissed = by => by is null ? "Geen klant meer" : $"Geen klant meer, volgens {by}",
        CameBack = day => $"Teruggekomen op {day}",
        Ended = "Wordt niet meer gevolgd",
        IsBack = who => $"{who} is terug",
        AreBack = count => $"{count} klanten zijn terug",
        BoughtAgain = (amount, n, orders, days, away) =>
            $"{amount} in {(n == 1 ? "1 bestelling" : $"{orders} bestellingen")} na {(days == 1 ? "1 dag" : $"{away} dagen")}",
        OfRule = rule => $"Een ongewoon stille klant, volgens de regel {rule}.",
        AlreadySo = "Dat was al zo.",
        NothingToDo = "Er hoeft niets meer te gebeuren.",
        LinkExpired =
            $"Deze link is ouder dan {AlertLinks.Life.Days} dagen en werkt niet meer. In een nieuwer bericht over de klant staan links die het wel doen.",
        LinkUnknown = "Deze link is niet (meer) geldig.",
    };
}
