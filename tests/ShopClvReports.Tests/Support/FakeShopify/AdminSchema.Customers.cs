namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    static IEnumerable<FakeCustomer> FoundCustomers(FakeShop shop, GraphCall call)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Zone);
        return GraphSearch.Filter(shop.Customers.Values, call.Text("query"), new Dictionary<string, GraphSearch.Known<FakeCustomer>>
        {
            ["id"] = GraphSearch.Id<FakeCustomer>(c => c.Id),
            ["customer_date"] = GraphSearch.Day<FakeCustomer>(c => c.CreatedAt, zone),
            ["updated_at"] = GraphSearch.Day<FakeCustomer>(c => c.UpdatedAt, zone),
        });
    }

    static GraphPage CustomerPage(FakeShop shop, GraphCall call) => GraphPage.Of(
        FoundCustomers(shop, call),
        call.Text("sortKey") switch
        {
            "CREATED_AT" => c => c.CreatedAt.ToUnixTimeSeconds(),
            "UPDATED_AT" => c => c.UpdatedAt.ToUnixTimeSeconds(),
            _ => c => c.Id,
        },
        c => c.Id, call);

    static void Customers(GraphSchema schema)
    {
        schema.Type<FakeCustomer>("Customer")
            .Field("id: ID!", c => c.Gid)
            .Field("legacyResourceId: UnsignedInt64!", c => c.Id)
            .Field("firstName: String", c => c.FirstName)
            .Field("lastName: String", c => c.LastName)
            .Field("displayName: String!", c => c.DisplayName)
            .Field("defaultEmailAddress: CustomerEmailAddress", c => c.Email)
            .Field("createdAt: DateTime!", c => c.CreatedAt)
            .Field("updatedAt: DateTime!", c => c.UpdatedAt)
            .Field("amountSpent: MoneyV2!", (c, call) => new FakeMoney(c.AmountSpent, call.Shop.Currency.Code))
            .Field("numberOfOrders: UnsignedInt64!", c => c.NumberOfOrders)
            .Field("lastOrder: Order", c => c.LastOrder, "read_orders")
            .Field(
                $"orders({GraphPage.Arguments}, query: String, sortKey: OrderSortKeys = ID): OrderConnection!",
                (c, call) => OrderPage(call.Shop, call.Shop.Visible(c.Orders), call), "read_orders");
        schema.Type<string>("CustomerEmailAddress").Field("emailAddress: String!", address => address);
    }
}
