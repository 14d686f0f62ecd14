namespace ShopClvReports.Tests;

/// <summary>
/// What we ask of the Admin API, named and typed as in its version 2026-10. A field that the product begins to use is added here;
/// fields that are deprecated are left out, so that a document with one of them fails.
/// </summary>
static partial class AdminSchema
{
    public static readonly GraphSchema Schema = Build();

    static GraphSchema Build()
    {
        var schema = new GraphSchema();
        Enums(schema);
        Root(schema);
        Orders(schema);
        Lines(schema);
        Customers(schema);
        Products(schema);
        Webhooks(schema);
        BulkOperations(schema);
        return schema;
    }

    static void Enums(GraphSchema schema)
    {
        schema.Enum("OrderSortKeys", "CREATED_AT", "ID", "PROCESSED_AT", "UPDATED_AT");
        schema.Enum("CustomerSortKeys", "CREATED_AT", "ID", "UPDATED_AT");
        schema.Enum("ProductSortKeys", "ID", "UPDATED_AT");
        schema.Enum("ProductVariantSortKeys", "ID");
        schema.Enum("WebhookSubscriptionSortKeys", "CREATED_AT", "ID");
        schema.Enum("BulkOperationsSortKeys", "CREATED_AT", "ID");
        schema.Enum("WebhookSubscriptionFormat", "JSON");
        schema.Enum("WebhookSubscriptionTopic", [.. FakeSubscription.Topics.Keys]);
        schema.Input(
            "WebhookSubscriptionInput",
            "filter: String, format: WebhookSubscriptionFormat, includeFields: [String!], metafieldNamespaces: [String!], name: String, uri: String");
    }

    static void Root(GraphSchema schema)
    {
        const string searched = GraphPage.Arguments + ", query: String";
        schema.Type<FakeShop>("QueryRoot")
            .Field("shop: Shop!", s => s)
            .Field("currentAppInstallation: AppInstallation!", s => s)
            .Field($"orders({searched}, sortKey: OrderSortKeys = PROCESSED_AT): OrderConnection!", OrderPage, "read_orders")
            .Field("order(id: ID!): Order", (s, c) => Order(s, Number(c.Text("id")!, "Order")), "read_orders")
            .Field(
                "ordersCount(query: String, limit: Int = 10000): Count",
                (s, c) => GraphPage.Count(FoundOrders(s, s.VisibleOrders, c).Count(), c), "read_orders")
            .Field($"customers({searched}, sortKey: CustomerSortKeys = ID): CustomerConnection!", CustomerPage, "read_customers")
            .Field(
                "customer(id: ID!): Customer",
                (s, c) => s.Customers.GetValueOrDefault(Number(c.Text("id")!, "Customer")), "read_customers")
            .Field(
                "customersCount(query: String, limit: Int = 10000): Count",
                (s, c) => GraphPage.Count(FoundCustomers(s, c).Count(), c), "read_customers")
            .Field($"products({searched}, sortKey: ProductSortKeys = ID): ProductConnection!", ProductPage, "read_products")
            .Field(
                $"productVariants({searched}, sortKey: ProductVariantSortKeys = ID): ProductVariantConnection!",
                VariantPage, "read_products")
            .Field(
                "productVariant(id: ID!): ProductVariant",
                (s, c) => Variants(s).FirstOrDefault(v => v.Gid == c.Text("id")), "read_products")
            .Field(
                "productVariantsCount(query: String, limit: Int = 10000): Count",
                (s, c) => GraphPage.Count(FoundVariants(s, c).Count(), c), "read_products")
            .Field(
                $"webhookSubscriptions({searched}, format: WebhookSubscriptionFormat, sortKey: WebhookSubscriptionSortKeys = CREATED_AT, "
                + "topics: [WebhookSubscriptionTopic!], uri: String): WebhookSubscriptionConnection!",
                SubscriptionPage)
            .Field(
                "webhookSubscription(id: ID!): WebhookSubscription",
                (s, c) => s.Subscriptions.FirstOrDefault(w => w.Gid == c.Text("id")))
            .Field("bulkOperation(id: ID!): BulkOperation", (s, c) => s.Bulk.Look(c.Text("id")!))
            .Field($"bulkOperations({searched}, sortKey: BulkOperationsSortKeys = CREATED_AT): BulkOperationConnection!", BulkPage)
            .Field("node(id: ID!): Node", (s, c) => Node(s, c.Text("id")!))
            .Field("nodes(ids: [ID!]!): [Node]!", (s, c) => c.Texts("ids")!.Select(id => Node(s, id)));
        schema.Type<FakeShop>("Mutation")
            .Field(
                "webhookSubscriptionCreate(topic: WebhookSubscriptionTopic!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionCreatePayload",
                Subscribe)
            .Field(
                "webhookSubscriptionUpdate(id: ID!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionUpdatePayload",
                Resubscribe)
            .Field("webhookSubscriptionDelete(id: ID!): WebhookSubscriptionDeletePayload", Unsubscribe)
            .Field(
                "bulkOperationRunQuery(query: String!, groupObjects: Boolean! = false): BulkOperationRunQueryPayload",
                (s, c) => s.Bulk.Start(c.Text("query")!, c.Flag("groupObjects")))
            .Field("bulkOperationCancel(id: ID!): BulkOperationCancelPayload", (s, c) => s.Bulk.Cancel(c.Text("id")!));
        schema.Type<FakeShop>("Shop")
            .Field("id: ID!", s => $"gid://shopify/Shop/{s.Id}")
            .Field("name: String!", s => s.Name)
            .Field("email: String!", s => s.Email)
            .Field("myshopifyDomain: String!", s => s.Domain)
            .Field("currencyCode: CurrencyCode!", s => s.Currency.Code)
            .Field("ianaTimezone: String!", s => s.Zone);
        schema.Type<FakeShop>("AppInstallation")
            .Field("id: ID!", _ => "gid://shopify/AppInstallation/1")
            .Field("accessScopes: [AccessScope!]!", s => s.Scopes.Order());
        schema.Type<string>("AccessScope").Field("handle: String!", s => s);
        schema.Type<FakeCount>("Count").Field("count: Int!", c => c.Count).Field("precision: CountPrecision!", c => c.Precision);
        schema.Type<GraphPage>("PageInfo")
            .Field("hasNextPage: Boolean!", p => p.HasNext)
            .Field("hasPreviousPage: Boolean!", p => p.HasPrevious)
            .Field("startCursor: String", p => p.Edges.Count > 0 ? p.Edges[0].Cursor : null)
            .Field("endCursor: String", p => p.Edges.Count > 0 ? p.Edges[^1].Cursor : null);
        string[] nodes = ["Order", "Customer", "Product", "ProductVariant", "WebhookSubscription", "BulkOperation"];
        schema.Abstract("Node", nodes).Add("id: ID!", (_, _) => null);
        foreach (var type in (string[])[.. nodes, "LineItem", "OrderTransaction"]) schema.Connection(type);
    }

    static object? Node(FakeShop shop, string gid)
    {
        var type = gid.Split('/') is ["gid:", "", "shopify", var named, _] ? named : "";
        return type switch
        {
            "Order" => Order(shop, Number(gid, type)),
            "Customer" => shop.Customers.GetValueOrDefault(Number(gid, type)),
            "BulkOperation" => shop.Bulk.Look(gid),
            "WebhookSubscription" => shop.Subscriptions.FirstOrDefault(w => w.Gid == gid),
            "ProductVariant" => Variants(shop).FirstOrDefault(v => v.Gid == gid),
            "Product" => shop.Products.FirstOrDefault(p => p.Gid == gid),
            _ => throw new GraphException($"Invalid global id '{gid}'", "argumentLiteralsIncompatible"),
        };
    }

    static FakeOrder? Order(FakeShop shop, long id) => shop.Orders.TryGetValue(id, out var order) ? shop.Visible([order]).FirstOrDefault() : null;

    /// <summary>Of <c>gid://shopify/Order/7</c>, 7.</summary>
    static long Number(string gid, string type) =>
        gid.StartsWith($"gid://shopify/{type}/", StringComparison.Ordinal)
        && long.TryParse(gid.AsSpan(gid.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new GraphException($"Invalid global id '{gid}'", "argumentLiteralsIncompatible");
}
