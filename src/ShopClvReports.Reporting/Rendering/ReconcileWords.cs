namespace ShopClvReports.Reporting;

/// <summary>The words of the report that holds our figures against Shopify's.</summary>
public sealed record ReconcileWords
{
    public required string Title { get; init; }

    /// <summary>What the rows are.</summary>
    public required string Rows { get; init; }

    public required string Item { get; init; }

    /// <summary>The same where names are shown.</summary>
    public required string CustomerOrDay { get; init; }

    public required string CustomersCompared { get; init; }
    public required string CustomersDiffer { get; init; }

    /// <summary>Stands below the number of those that differ.</summary>
    public required string CustomersUnexplained { get; init; }

    public required string Ours { get; init; }
    public required string Shopifys { get; init; }
    public required string Difference { get; init; }
    public required string OurOrders { get; init; }
    public required string ShopifysOrders { get; init; }
    public required string OrdersBetween { get; init; }
    public required string Explanation { get; init; }
    public required string OrdersNamed { get; init; }

    /// <summary>What was wrong, by its key: causes of a customer, troubles of a day.</summary>
    public required IReadOnlyDictionary<string, string> Causes { get; init; }

    public required IReadOnlyList<string> Definition { get; init; }

    /// <returns>Null for a column of another report.</returns>
    public string? Heading(string column) => column switch
    {
        "item" => Item,
        "ours" => Ours,
        "shopifys" => Shopifys,
        "difference" => Difference,
        "our_orders" => OurOrders,
        "shopifys_orders" => ShopifysOrders,
        "orders_between" => OrdersBetween,
        "explanation" => Explanation,
        "orders_named" => OrdersNamed,
        _ => null,
    };

    /// <returns>Null for no word of this report.</returns>
    public string? Word(string key) => Causes.GetValueOrDefault(key);

    public static ReconcileWords English { get; } = new()
    {
        Title = "Compared with Shopify",
        Rows = "differences",
        Item = "Customer ID or day",
        CustomerOrDay = "Customer or day",
        CustomersCompared = "Customers compared",
        CustomersDiffer = "Customers that differ",
        CustomersUnexplained = "Of those not explained",
        Ours = "Ours",
        Shopifys = "Shopify's",
        Difference = "Difference",
        OurOrders = "Our orders",
        ShopifysOrders = "Shopify's orders",
        OrdersBetween = "Orders between",
        Explanation = "Explanation",
        OrdersNamed = "Which orders",
        Causes = new Dictionary<string, string>
        {
            ["customer"] = "Customer",
            ["day"] = "Day",
            ["test"] = "Test order",
            ["other_currency"] = "Other currency",
            ["guest"] = "Ordered as a guest",
            ["merged"] = "Merged account",
            ["later"] = "Ordered since",
            ["cancelled"] = "Cancelled",
            ["unpaid"] = "Not or partly paid",
            ["refunded"] = "Refunded afterwards",
            ["gift_card_sold"] = "Gift card sold",
            ["tip"] = "Tip",
            ["gift_card_used"] = "Paid with a gift card",
            ["too_old"] = "Older than Shopify shows us",
            ["unexplained"] = "Not explained",
            ["missing"] = "Was missing",
            ["outdated"] = "Was an older version",
            ["moved"] = "Was on another day",
            ["gone"] = "Deleted at Shopify",
            ["amount"] = "Other amount",
            ["mended"] = "Mended",
            ["not_mended"] = "Not mended",
        },
        Definition =
        [
            "Of customers, what Shopify gives as amount spent and number of orders is held against ours, over the whole history. Shopify does not write down what it counts: an explanation names the orders that, counted another way, make exactly the difference.",
            "Of days, received less refunded is held against ours; what differed was fetched again. Behind an order stands what it makes of the difference: orders, amount.",
        ],
    };

    public static ReconcileWords Dutch { get; } = new()
    {
        Title = "Vergeleken met Shopify",
        Rows = "verschillen",
        Item = "Klant-ID of dag",
        CustomerOrDay = "Klant of dag",
        CustomersCompared = "Klanten vergeleken",
        CustomersDiffer = "Klanten die verschillen",
        CustomersUnexplained = "Waarvan niet verklaard",
        Ours = "Van ons",
        Shopifys = "Van Shopify",
        Difference = "Verschil",
        OurOrders = "Onze bestellingen",
        ShopifysOrders = "Bestellingen volgens Shopify",
        OrdersBetween = "Bestellingen verschil",
        Explanation = "Verklaring",
        OrdersNamed = "Welke bestellingen",
        Causes = new Dictionary<string, string>
        {
            ["customer"] = "Klant",
            ["day"] = "Dag",
            ["test"] = "Testbestelling",
            ["other_currency"] = "Andere munt",
            ["guest"] = "Als gast besteld",
            ["merged"] = "Samengevoegd account",
            ["later"] = "Sindsdien besteld",
            ["cancelled"] = "Geannuleerd",
            ["unpaid"] = "Niet of deels betaald",
            ["refunded"] = "Later terugbetaald",
            ["gift_card_sold"] = "Cadeaubon verkocht",
            ["tip"] = "Fooi",
            ["gift_card_used"] = "Betaald met een cadeaubon",
            ["too_old"] = "Ouder dan Shopify ons toont",
            ["unexplained"] = "Niet verklaard",
            ["missing"] = "Ontbrak",
            ["outdated"] = "Was een oudere versie",
            ["moved"] = "Stond op een andere dag",
            ["gone"] = "Verwijderd bij Shopify",
            ["amount"] = "Ander bedrag",
            ["mended"] = "Hersteld",
            ["not_mended"] = "Niet hersteld",
        },
        Definition =
        [
            "Van klanten wordt wat Shopify opgeeft als besteed bedrag en aantal bestellingen naast het onze gelegd, over de hele geschiedenis. Shopify schrijft niet op wat het telt: een verklaring noemt de bestellingen die, anders geteld, precies het verschil maken.",
            "Van dagen wordt ontvangen min terugbetaald naast het onze gelegd; wat verschilde is opnieuw opgehaald. Achter een bestelling staat wat zij van het verschil maakt: bestellingen, bedrag.",
        ],
    };
}
