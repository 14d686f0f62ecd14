namespace ShopClvReports.Reporting;

public sealed partial record BusinessWords
{
    public static BusinessWords Dutch { get; } = new()
    {
        ChannelsTitle = "Kanalen waarlangs klanten komen",
        ProductsTitle = "Producten",
        CustomerTitle = "Klant",
        SummaryTitle = "Samenvatting",
        Channels = "kanalen",
        Products = "producten",
        Orders = "bestellingen",
        Figures = "cijfers",
        Channel = "Kanaal",
        AcquisitionChannel = "Gekomen via",
        UnknownChannel = "Onbekend",
        NewCustomers = "Nieuwe klanten",
        ClvPerCustomer = "Klantwaarde per klant",
        Spend = "Marketinguitgaven",
        ClvCac = "CLV:CAC",
        Verdict = "Oordeel",
        Healthy = "Gezond",
        Modest = "Matig",
        Unsustainable = "Onhoudbaar",
        Product = "Product",
        ProductId = "Product-id",
        FirstProduct = "Eerste product",
        Units = "Stuks",
        TopShare = "Stuks naar de beste 20%",
        FirstCustomers = "Geworven klanten",
        RepeatRate = "Bestelde opnieuw",
        Order = "Bestelling",
        Date = "Datum",
        Value = "Waarde",
        Refunded = "Terugbetaald",
        RunningTotal = "Lopend totaal",
        Cancelled = "Geannuleerd",
        Part = "Waarover",
        What = "Cijfer of naam",
        Amount = "Bedrag",
        AmountBefore = "Bedrag ervoor",
        Number = "Aantal",
        NumberBefore = "Aantal ervoor",
        Change = "Verschil",
        Changed = "Wat er veranderde",
        BestCustomers = "Wie ertoe doen",
        Tiers = "Wie het brachten",
        Quiet = "Wie er wegglippen",
        Revenue = "Omzet",
        NumberOfOrders = "Bestellingen",
        ReturningCustomers = "Terugkerende klanten",
        AverageOrderValue = "Gemiddelde bestelwaarde",
        CacColumn =
            "De kosten per nieuwe klant zijn wat in de maand van de eerste bestelling aan het kanaal ervan is uitgegeven, gedeeld door de klanten die er toen via kwamen; leeg waar geen uitgaven bekend zijn. CLV:CAC houdt het totaal uitgegeven, maal de marge van de winkel, daartegen: vanaf 3 gezond, van 1 tot 3 matig, onder 1 onhoudbaar.",
        FirstProductColumn = "Het eerste product is de duurste regel van de eerste bestelling; een cadeaubon is geen product.",
        ChannelsDefinition =
        [
            "Een klant hoort bij het kanaal van de eerste bestelling. Nieuwe klanten zijn wie in de periode voor het eerst bestelde; klantwaarde per klant is wat zij tot nu toe uitgaven, maal de marge van de winkel.",
            "De kosten per nieuwe klant (CAC) zijn wat in de periode aan marketing is uitgegeven, gedeeld door de nieuwe klanten; de uitgaven van een maand zijn gelijk over de dagen verdeeld. CLV:CAC vanaf 3 is gezond, van 1 tot 3 matig, onder 1 onhoudbaar.",
            "Terugverdiend is de leeftijd in kalendermaanden, 0 voor die van de eerste bestelling, waarop de marge van een gemiddelde nieuwe klant de kosten heeft goedgemaakt; elke maand is gemiddeld over de klanten die er al zo lang zijn.",
            "Klanten, bestellingen en omzet zijn van iedereen die ooit via het kanaal kwam, binnen de periode.",
        ],
        ProductsDefinition =
        [
            "De omzet van een product is prijs min kortingen van de stuks die behouden zijn, zonder verzending, en zonder btw tenzij die in de prijzen zit. Een cadeaubon is geen product.",
            "Geworven klanten zijn wie in de periode voor het eerst bestelde en dat vooral om dit product deed: de duurste regel. Bestelde opnieuw en klantwaarde per klant, maal de marge van de winkel, kijken naar alles wat zij sindsdien deden.",
            "De beste 20% zijn de klanten die in de hele geschiedenis het meest uitgaven. De totalen zijn die van de klanten die de getoonde producten hebben geworven.",
        ],
        CustomerDefinition = ["Het lopend totaal en wat boven de bestellingen staat kijken naar de hele geschiedenis; terugbetaald is alles wat van een bestelling is teruggegeven."],
        SummaryDefinition =
        [
            "Ervoor is de periode vlak ervoor, even lang. Nieuwe klanten bestelden voor het eerst, terugkerende hadden vóór de periode al besteld.",
            "Wie ertoe doen: de vijf die in de hele geschiedenis het meest uitgaven, met hun bestellingen en aandeel. Wie het brachten: klanten van elke groep naar uitgaven in de hele geschiedenis, met een bestelling in de periode, en wat zij daarin brachten.",
            "Wie er wegglippen: van het vijfde deel dat het meest uitgaf, wie langer stil is dan 90% van de tussentijden bij het eigen ritme; het bedrag is wat zij uitgaven in het jaar tot de laatste bestelling, het aantal de dagen sindsdien.",
        ],
    };
}
