namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    static IEnumerable<FakeOrder> FoundOrders(FakeShop shop, IEnumerable<FakeOrder> orders, GraphCall call)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Zone);
        return GraphSearch.Filter(orders, call.Text("query"), new Dictionary<string, GraphSearch.Known<FakeOrder>>
        {
            ["id"] = GraphSearch.Id<FakeOrder>(o => o.Id),
            ["customer_id"] = GraphSearch.Id<FakeOrder>(o => o.Customer?.Id),
            ["created_at"] = GraphSearch.Instant<FakeOrder>(o => o.CreatedAt, zone),
            ["processed_at"] = GraphSearch.Instant<FakeOrder>(o => o.ProcessedAt, zone),
            ["updated_at"] = GraphSearch.Instant<FakeOrder>(o => o.UpdatedAt, zone),
            ["test"] = GraphSearch.Flag<FakeOrder>(o => o.Test),
        });
    }

    static GraphPage OrderPage(FakeShop shop, GraphCall call) => OrderPage(shop, shop.VisibleOrders, call);

    static GraphPage OrderPage(FakeShop shop, IEnumerable<FakeOrder> orders, GraphCall call) => GraphPage.Of(
        FoundOrders(shop, orders, call),
        call.Text("sortKey") switch
        {
            "CREATED_AT" => o => o.CreatedAt.ToUnixTimeSeconds(),
            "PROCESSED_AT" => o => o.ProcessedAt.ToUnixTimeSeconds(),
            "UPDATED_AT" => o => o.UpdatedAt.ToUnixTimeSeconds(),
            _ => o => o.Id,
        },
        o => o.Id, call);

    static void Orders(GraphSchema schema)
    {
        schema.Type<FakeOrder>("Order")
            .Field("id: ID!", o => o.Gid)
            .Field("legacyResourceId: UnsignedInt64!", o => o.Id)
            .Field("name: String!", o => o.Name)
            .Field("test: Boolean!", o => o.Test)
            .Field("email: String", o => o.Email)
            .Field("createdAt: DateTime!", o => o.CreatedAt)
            .Field("processedAt: DateTime!", o => o.ProcessedAt)
            .Field("updatedAt: DateTime!", o => o.UpdatedAt)
            .Field("cancelledAt: DateTime", o => o.CancelledAt)
            .Field("currencyCode: CurrencyCode!", o => o.Currency)
            .Field("presentmentCurrencyCode: CurrencyCode!", o => o.Presentment?.Currency ?? o.Currency)
            .Field("displayFinancialStatus: OrderDisplayFinancialStatus", o => o.Status)
            .Field("sourceName: String", o => o.SourceName)
            .Field("attribution: OrderAttribution", o => o.Attribution)
            .Field("app: OrderApp", _ => "Online Store")
            .Field("paymentGatewayNames: [String!]!", o => o.Payments.Select(p => p.Gateway).Distinct())
            .Field("billingAddress: MailingAddress", o => o.Address)
            .Field("shippingAddress: MailingAddress", o => o.Address)
            .Field("customer: Customer", o => o.Customer, "read_customers")
            .Field("purchasingEntity: PurchasingEntity", o => o.Company is { } company ? company : o.Customer, "read_customers")
            .Field("customerJourneySummary: CustomerJourneySummary", o => o)
            .Field("totalPriceSet: MoneyBag!", o => o.Money(o.Total))
            .Field("currentTotalPriceSet: MoneyBag!", o => o.Money(o.CurrentTotal))
            .Field("totalReceivedSet: MoneyBag!", o => o.Money(o.Received))
            .Field("totalRefundedSet: MoneyBag!", o => o.Money(o.Refunded))
            .Field("netPaymentSet: MoneyBag!", o => o.Money(o.Received - o.Refunded))
            .Field("totalOutstandingSet: MoneyBag!", o => o.Money(o.Outstanding))
            .Field("totalTaxSet: MoneyBag", o => o.Money(o.Tax))
            .Field("totalShippingPriceSet: MoneyBag!", o => o.Money(o.Shipping))
            .Field("totalTipReceivedSet: MoneyBag!", o => o.Money(o.Tip))
            .Field(
                "refunds(first: Int): [Refund!]!",
                (o, c) => o.Refunds.Take(c.Count("first") ?? int.MaxValue).Select(r => new RefundOf(o, r)))
            .Field(
                "transactions(first: Int, capturable: Boolean, manuallyResolvable: Boolean): [OrderTransaction!]!",
                (o, c) => Transactions(o).Take(c.Count("first") ?? int.MaxValue))
            .Field(
                $"lineItems({GraphPage.Arguments}): LineItemConnection!",
                (o, c) => GraphPage.Of(o.Lines.Select(l => new LineOf(o, l)), l => l.Line.Id, l => l.Line.Id, c));
        schema.Abstract("PurchasingEntity", "Customer", "PurchasingCompany");
        schema.Type<FakeCompany>("PurchasingCompany").Field("company: Company!", c => c);
        schema.Type<FakeCompany>("Company").Field("id: ID!", c => $"gid://shopify/Company/{c.Id}").Field("name: String!", c => c.Name);
        schema.Type<FakeAttribution>("OrderAttribution").Field("handle: String!", a => a.Handle).Field("displayName: String!", a => a.DisplayName);
        schema.Type<string>("OrderApp").Field("id: ID!", _ => "gid://shopify/App/580111").Field("name: String!", name => name);
        schema.Type<FakeAddress>("MailingAddress")
            .Field("firstName: String", a => a.FirstName)
            .Field("lastName: String", a => a.LastName)
            .Field("name: String", a => $"{a.FirstName} {a.LastName}".Trim());
        schema.Type<FakeOrder>("CustomerJourneySummary")
            .Field("ready: Boolean!", o => o.JourneyReady)
            .Field("firstVisit: CustomerVisit", o => o.JourneyReady ? o.FirstVisit : null)
            .Field("lastVisit: CustomerVisit", o => o.JourneyReady ? o.FirstVisit : null);
        schema.Type<FakeVisit>("CustomerVisit")
            .Field("source: String!", v => v.Source)
            .Field("sourceType: MarketingTactic", v => v.SourceType)
            .Field("utmParameters: UTMParameters", v => v.UtmSource is null && v.UtmMedium is null && v.UtmCampaign is null ? null : v);
        schema.Type<FakeVisit>("UTMParameters")
            .Field("source: String", v => v.UtmSource)
            .Field("medium: String", v => v.UtmMedium)
            .Field("campaign: String", v => v.UtmCampaign);
    }
}
