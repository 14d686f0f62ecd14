using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class QueryTests
{
    static IEnumerable<string> All => typeof(AdminQuery).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".graphql", StringComparison.Ordinal)).Select(n => n[..^".graphql".Length]);

    public static TheoryData<string> Names() => [.. All];

    public static TheoryData<string> BulkNames() => [.. All.Where(n => n.EndsWith("Bulk", StringComparison.Ordinal))];

    /// <summary>Every document that goes to Shopify asks for what there is, with arguments and variables that fit; nothing deprecated.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_is_answered_by_field(string name)
    {
        var document = GraphParser.Parse(AdminQuery.Load(name).Text);
        Assert.Single(document.Operations);
        GraphCheck.Check(AdminSchema.Schema, document);
    }

    /// <summary>Of few connections, none within a list, and without variables.</summary>
    [Theory]
    [MemberData(nameof(BulkNames))]
    public async Task Every_query_for_a_bulk_operation_is_fit_for_one(string name)
    {
        await using var shopify = await FakeShopify.StartAsync();
        Assert.Empty(shopify.AddShop().Bulk.Start(AdminQuery.Load(name).Text.Replace("$search", "", StringComparison.Ordinal), grouped: false).Errors);
    }
}
