using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What a report says in sentences. Names in it are made visible, on one line.</summary>
public static class RemarkText
{
    const int LongestName = 100;

    public static string Of(Remark remark, Language language) => language switch
    {
        Language.En => English(remark, Formats.Of(language)),
        Language.Nl => Dutch(remark, Formats.Of(language)),
    };

    static string English(Remark remark, Formats say) => remark switch
    {
        Advice.WriteToQuiet { Customers: 1 } quiet =>
            $"Write to {Name(quiet.First)}, one of your best customers: {say.Count(quiet.DaysSince)} days without an order is unusually long, and {say.Money(quiet.AtStake)} a year is at stake.",
        Advice.WriteToQuiet quiet =>
            $"Write to the {say.Count(quiet.Customers)} good customers who are unusually quiet; {say.Money(quiet.AtStake)} a year is at stake. Begin with {Name(quiet.First)}, {say.Count(quiet.DaysSince)} days without an order.",
        Advice.MendChannel channel =>
            $"Look at what you spend on {Channel(channel.Channel, Language.En)}: so far its new customers have brought {say.Number(channel.Ratio)} times what winning them cost.",
        Advice.SpendMoreOn channel =>
            $"Consider spending more on {Channel(channel.Channel, Language.En)}: its new customers have brought {say.Number(channel.Ratio)} times what winning them cost.",
        Advice.WinMoreCustomers fewer => $"Win more new customers: {say.Count(fewer.Now)} in this period, {say.Count(fewer.Before)} in the one before.",
        Advice.WinSecondOrders few =>
            $"Give new customers a reason to come back: of the {say.Count(few.Won)} won in the period before, {say.Share(few.Share)} have ordered again.",
        Advice.RaiseOrderValue smaller =>
            $"Orders have become smaller, {say.Money(smaller.Now)} on average against {say.Money(smaller.Before)}: a bundle may help, or free shipping from a little above that.",
        Advice.CherishTheBest { Customers: 1 } best => $"One customer brought {say.Share(best.Share)} of all revenue: keep in touch.",
        Advice.CherishTheBest best => $"Your {say.Count(best.Customers)} best customers brought {say.Share(best.Share)} of all revenue: let them notice that you know.",
        Advice.ThankTheBest => "Nothing needs you urgently. Thank one of your best customers in person.",
        Advice.ImportOrders => "There are no orders to tell from yet: import the shop's history.",
        HistoryRemark.Limited limited =>
            $"Shopify shows this app the orders of the last {limited.Days} days only: older ones than of {say.Date(limited.From)} are missing, and what customers are worth is understated. Give the app the scope read_all_orders and connect the shop again.",
        HistoryRemark.NotFetched => "The shop's history has not been fetched from Shopify yet: older orders may be missing. The server fetches it while it runs, or now: shopclv backfill",
        HistoryRemark.ComingIn { BackTo: { } back } coming =>
            $"The shop's history is still coming in: it is complete back to {say.Date(back)}, with {say.Count(coming.Here)} of about {say.Count(coming.All)} orders.",
        HistoryRemark.ComingIn coming => $"The shop's history is still coming in: {say.Count(coming.Here)} of about {say.Count(coming.All)} orders are here, and none of the figures is final.",
        HistoryRemark.Broken { BackTo: { } back } => $"Part of the shop's history could not be fetched: it is complete back to {say.Date(back)} only. shopclv backfill --status says why.",
        HistoryRemark.Broken => "Part of the shop's history could not be fetched, of the newest orders too. shopclv backfill --status says why.",
        CustomerStanding who => Sentences(
            $"{Who(who)}: {(who.Orders == 1 ? "1 order" : $"{say.Count(who.Orders)} orders")}, {say.Money(who.Total)}{(who.Orders > 1 ? $", {say.Money(who.AverageOrderValue!.Value)} on average" : "")}.",
            who.Rank is { } rank ? $"Number {say.Count(rank)} of {say.Count(who.Customers)} by what they spent." : null,
            who.UsualGapDays is { } gap ? $"Usually {Days(gap, "day", "days")} between orders." : null,
            who.DaysSince is { } since ? $"Last order {Days(since, "day", "days")} ago." : null),
        CustomerOutlook view => Sentences(
            $"The model ({Model(view.Model)}, in {view.Unit switch { TimeUnit.Days => "days", TimeUnit.Weeks => "weeks" }}) knows the frequency {say.Count(view.Summary.Frequency)} (days with an order after the first), the recency {Time(view.Summary.Recency, say)} (from the first to the last of them) and the age {Time(view.Summary.T, say)} (from the first to now).",
            $"Still a customer with a chance of {say.Share(view.PAlive)}.",
            view.OrderValue is { } value ? $"A next order is expected to be worth {say.Money(value)}." : "No repeat purchase in the shop has a value, so it foretells none.",
            view.Winner switch
            {
                Forecaster.Model => "On the shop's own past the model came nearer than two simple forecasts.",
                Forecaster.RateGoesOn => "On the shop's own past the simple forecast that everybody goes on at their own rate came nearer than the model.",
                Forecaster.SameAsLastYear => "On the shop's own past the simple forecast that it goes as a year before came nearer than the model.",
                null => "The history is too short to try the model on its own past.",
            }),
        ExpectedOrders expected =>
            $"Expected within {expected.Months} months: {say.Number(expected.Orders)} orders, {expected.Low} to {expected.High} in 8 of 10 cases{(expected.Value is { } value ? $"; worth {say.Money(value)}, {say.Money(expected.ValueLow!.Value)} to {say.Money(expected.ValueHigh!.Value)}" : "")}.",
        NothingForetold { NobodyBought: true } none => $"No model could be fitted: nobody has bought anything in {none.Currency} yet, so nothing can be foretold.",
        NothingForetold none => $"This customer has no order that counts in {none.Currency}, so the model says nothing of them.",
        ShopifyAgreement { Differ: 0 } same => $"Agrees with Shopify on all {Times(same.Customers, "customer", "customers", say)} (reconciled on {say.Date(same.Day)}).",
        ShopifyAgreement some =>
            $"Agrees with Shopify on {say.Share(RoundedDown(some.Share))} of customers; {Times(some.Differ, "differs", "differ", say)}, {(some.Unexplained == 0 ? "all explained" : $"{say.Count(some.Unexplained)} of them not explained: shopclv report reconcile shows which")} (reconciled on {say.Date(some.Day)}).",
        NeverReconciled => "The figures were never held against Shopify's. With a connected shop that is done every night, or at once with: shopclv reconcile",
        _ => throw new InvalidOperationException($"no words for {remark.GetType().Name}"),
    };

    static string Dutch(Remark remark, Formats say) => remark switch
    {
        Advice.WriteToQuiet { Customers: 1 } quiet =>
            $"Schrijf {Name(quiet.First)}, een van uw beste klanten: {say.Count(quiet.DaysSince)} dagen zonder bestelling is ongewoon lang, en er staat {say.Money(quiet.AtStake)} per jaar op het spel.",
        Advice.WriteToQuiet quiet =>
            $"Schrijf de {say.Count(quiet.Customers)} goede klanten die ongewoon stil zijn; er staat {say.Money(quiet.AtStake)} per jaar op het spel. Begin met {Name(quiet.First)}, {say.Count(quiet.DaysSince)} dagen zonder bestelling.",
        Advice.MendChannel channel =>
            $"Kijk wat u uitgeeft aan {Channel(channel.Channel, Language.Nl)}: de nieuwe klanten brachten tot nu toe {say.Number(channel.Ratio)} keer op wat hun werving kostte.",
        Advice.SpendMoreOn channel =>
            $"Overweeg meer uit te geven aan {Channel(channel.Channel, Language.Nl)}: de nieuwe klanten brachten {say.Number(channel.Ratio)} keer op wat hun werving kostte.",
        Advice.WinMoreCustomers fewer => $"Werf meer nieuwe klanten: {say.Count(fewer.Now)} in deze periode, {say.Count(fewer.Before)} in die ervoor.",
        Advice.WinSecondOrders few =>
            $"Geef nieuwe klanten een reden om terug te komen: van de {say.Count(few.Won)} uit de vorige periode bestelde {say.Share(few.Share)} opnieuw.",
        Advice.RaiseOrderValue smaller =>
            $"Bestellingen zijn kleiner geworden, gemiddeld {say.Money(smaller.Now)} tegen {say.Money(smaller.Before)}: een bundel kan helpen, of gratis verzending vanaf iets daarboven.",
        Advice.CherishTheBest { Customers: 1 } best => $"Eén klant bracht {say.Share(best.Share)} van alle omzet: houd contact.",
        Advice.CherishTheBest best => $"Uw {say.Count(best.Customers)} beste klanten brachten {say.Share(best.Share)} van alle omzet: laat ze merken dat u dat weet.",
        Advice.ThankTheBest => "Niets vraagt dringend uw aandacht. Bedank een van uw beste klanten persoonlijk.",
        Advice.ImportOrders => "Er zijn nog geen bestellingen om iets uit op te maken: importeer de geschiedenis van de winkel.",
        HistoryRemark.Limited limited =>
            $"Shopify toont deze app alleen de bestellingen van de laatste {limited.Days} dagen: oudere dan van {say.Date(limited.From)} ontbreken, en wat klanten waard zijn is te laag. Geef de app de scope read_all_orders en verbind de winkel opnieuw.",
        HistoryRemark.NotFetched => "De geschiedenis van de winkel is nog niet bij Shopify opgehaald: oudere bestellingen kunnen ontbreken. De server haalt haar op terwijl hij draait, of nu: shopclv backfill",
        HistoryRemark.ComingIn { BackTo: { } back } coming =>
            $"De geschiedenis van de winkel komt nog binnen: ze is volledig vanaf {say.Date(back)}, met {say.Count(coming.Here)} van ongeveer {say.Count(coming.All)} bestellingen.",
        HistoryRemark.ComingIn coming => $"De geschiedenis van de winkel komt nog binnen: {say.Count(coming.Here)} van ongeveer {say.Count(coming.All)} bestellingen zijn er, en geen cijfer is definitief.",
        HistoryRemark.Broken { BackTo: { } back } => $"Een deel van de geschiedenis van de winkel kon niet worden opgehaald: ze is pas volledig vanaf {say.Date(back)}. shopclv backfill --status zegt waarom.",
        HistoryRemark.Broken => "Een deel van de geschiedenis van de winkel kon niet worden opgehaald, ook van de nieuwste bestellingen. shopclv backfill --status zegt waarom.",
        CustomerStanding who => Sentences(
            $"{Who(who)}: {(who.Orders == 1 ? "1 bestelling" : $"{say.Count(who.Orders)} bestellingen")}, {say.Money(who.Total)}{(who.Orders > 1 ? $", gemiddeld {say.Money(who.AverageOrderValue!.Value)}" : "")}.",
            who.Rank is { } rank ? $"Nummer {say.Count(rank)} van {say.Count(who.Customers)} naar uitgaven." : null,
            who.UsualGapDays is { } gap ? $"Meestal {Days(gap, "dag", "dagen")} tussen bestellingen." : null,
            who.DaysSince is { } since ? $"Laatste bestelling {Days(since, "dag", "dagen")} geleden." : null),
        CustomerOutlook view => Sentences(
            $"Het model ({Model(view.Model)}, in {view.Unit switch { TimeUnit.Days => "dagen", TimeUnit.Weeks => "weken" }}) kent de frequentie {say.Count(view.Summary.Frequency)} (dagen met een bestelling na de eerste), de recentheid {Time(view.Summary.Recency, say)} (van de eerste tot de laatste daarvan) en de leeftijd {Time(view.Summary.T, say)} (van de eerste tot nu).",
            $"Nog klant met een kans van {say.Share(view.PAlive)}.",
            view.OrderValue is { } value ? $"Een volgende bestelling is naar verwachting {say.Money(value)} waard." : "Geen herhaalaankoop in de winkel heeft een waarde, dus die voorspelt het niet.",
            view.Winner switch
            {
                Forecaster.Model => "Op het eigen verleden van de winkel kwam het model dichterbij dan twee eenvoudige voorspellingen.",
                Forecaster.RateGoesOn => "Op het eigen verleden van de winkel kwam de eenvoudige voorspelling dat ieder in het eigen tempo doorgaat dichterbij dan het model.",
                Forecaster.SameAsLastYear => "Op het eigen verleden van de winkel kwam de eenvoudige voorspelling dat het gaat als een jaar eerder dichterbij dan het model.",
                null => "De geschiedenis is te kort om het model op het eigen verleden te proberen.",
            }),
        ExpectedOrders expected =>
            $"Verwacht binnen {expected.Months} maanden: {say.Number(expected.Orders)} bestellingen, {expected.Low} tot {expected.High} in 8 van de 10 gevallen{(expected.Value is { } value ? $"; waard {say.Money(value)}, {say.Money(expected.ValueLow!.Value)} tot {say.Money(expected.ValueHigh!.Value)}" : "")}.",
        NothingForetold { NobodyBought: true } none => $"Er kon geen model worden geschat: niemand heeft nog iets gekocht in {none.Currency}, dus er valt niets te voorspellen.",
        NothingForetold none => $"Deze klant heeft geen bestelling die meetelt in {none.Currency}, dus het model zegt er niets over.",
        ShopifyAgreement { Differ: 0 } same => $"Komt voor alle {Times(same.Customers, "klant", "klanten", say)} overeen met Shopify (vergeleken op {say.Date(same.Day)}).",
        ShopifyAgreement some =>
            $"Komt voor {say.Share(RoundedDown(some.Share))} van de klanten overeen met Shopify; {Times(some.Differ, "verschilt", "verschillen", say)}, {(some.Unexplained == 0 ? "alle verklaard" : $"waarvan {say.Count(some.Unexplained)} niet verklaard: shopclv report reconcile toont welke")} (vergeleken op {say.Date(some.Day)}).",
        NeverReconciled => "De cijfers zijn nog nooit naast die van Shopify gelegd. Bij een gekoppelde winkel gebeurt dat elke nacht, of meteen met: shopclv reconcile",
        _ => throw new InvalidOperationException($"no words for {remark.GetType().Name}"),
    };

    static string Sentences(params ReadOnlySpan<string?> sentences)
    {
        List<string> said = [];
        foreach (var sentence in sentences)
            if (sentence is not null) said.Add(sentence);
        return string.Join(' ', said);
    }

    /// <summary>Such as <c>MBG/NBD</c>.</summary>
    static string Model(OrderModel model) => model.Name().ToUpperInvariant().Replace('-', '/');

    /// <summary>Whole days are told as such; sevenths of a week have decimals.</summary>
    static string Time(double time, Formats say) => time == Math.Floor(time) ? say.Count((long)time) : say.Number(time);

    static string Times(int count, string one, string several, Formats say) => $"{say.Count(count)} {(count == 1 ? one : several)}";

    /// <summary>To a tenth of a percent: a shop with one customer that differs does not agree on all.</summary>
    static double RoundedDown(double share) => Math.Floor(share * 1_000) / 1_000;

    static string Days(int days, string one, string several) => $"{days} {(days == 1 ? one : several)}";

    static string Who(CustomerStanding who) => (who.Name, who.Email) switch
    {
        ({ } name, { } email) => $"{Name(name)} ({Name(email)}, {Name(who.Id)})",
        (null, null) => Name(who.Id),
        var (name, email) => $"{Name(name ?? email)} ({Name(who.Id)})",
    };

    static string Channel(string channel, Language language) => Name(Words.Of(language).Text(new ChannelColumn("channel", [channel]), 0));

    static string Name(string? text) => VisibleText.OneLine(text, LongestName);
}
