namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    static IEnumerable<FakeVariant> Variants(FakeShop shop) => shop.Products.SelectMany(p => p.Variants);

    static IEnumerable<FakeVariant> FoundVariants(FakeShop shop, GraphCall call) => GraphSearch.Filter(
        Variants(shop), call.Text("query"), new Dictionary<string, GraphSearch.Known<FakeVariant>>
        {
            ["id"] = GraphSearch.Id<FakeVariant>(v => v.Id),
            ["product_id"] = GraphSearch.Id<FakeVariant>(v => v.Product.Id),
            ["updated_at"] = GraphSearch.Instant<FakeVariant>(v => v.UpdatedAt, TimeZoneInfo.FindSystemTimeZoneById(shop.Zone)),
        });

    static GraphPage VariantPage(FakeShop shop, GraphCall call) => GraphPage.Of(FoundVariants(shop, call), v => v.Id, v => v.Id, call);

    static GraphPage ProductPage(FakeShop shop, GraphCall call) => GraphPage.Of(
        GraphSearch.Filter(shop.Products, call.Text("query"), new Dictionary<string, GraphSearch.Known<FakeProduct>>
        {
            ["id"] = GraphSearch.Id<FakeProduct>(p => p.Id),
            ["updated_at"] = GraphSearch.Instant<FakeProduct>(p => p.UpdatedAt, TimeZoneInfo.FindSystemTimeZoneById(shop.Zone)),
        }),
        call.Text("sortKey") == "UPDATED_AT" ? p => p.UpdatedAt.ToUnixTimeSeconds() : p => p.Id, p => p.Id, call);

    static void Products(GraphSchema schema)
    {
        schema.Type<FakeProduct>("Product")
            .Field("id: ID!", p => p.Gid)
            .Field("legacyResourceId: UnsignedInt64!", p => p.Id)
            .Field("title: String!", p => p.Title)
            .Field("isGiftCard: Boolean!", p => p.IsGiftCard)
            .Field("updatedAt: DateTime!", p => p.UpdatedAt)
            .Field(
                $"variants({GraphPage.Arguments}): ProductVariantConnection!",
                (p, c) => GraphPage.Of(p.Variants, v => v.Id, v => v.Id, c));
        schema.Type<FakeVariant>("ProductVariant")
            .Field("id: ID!", v => v.Gid)
            .Field("legacyResourceId: UnsignedInt64!", v => v.Id)
            .Field("title: String!", v => v.Title)
            .Field("sku: String", v => v.Sku)
            .Field("updatedAt: DateTime!", v => v.UpdatedAt)
            .Field("product: Product!", v => v.Product)
            .Field("inventoryItem: InventoryItem!", v => v);
        schema.Type<FakeVariant>("InventoryItem")
            .Field("id: ID!", v => $"gid://shopify/InventoryItem/{v.Id + 1}")
            .Field("sku: String", v => v.Sku)
            .Field("updatedAt: DateTime!", v => v.UpdatedAt)
            .Field("unitCost: MoneyV2", (v, c) => v.UnitCost is { } cost ? new FakeMoney(cost, c.Shop.Currency.Code) : null);
    }
}
