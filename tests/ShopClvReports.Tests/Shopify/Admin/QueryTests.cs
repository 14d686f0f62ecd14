using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class QueryTests
{
    public static TheoryData<string> Names() => [.. typeof(AdminQuery).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".graphql", StringComparison.Ordinal)).Select(n => n[..^".graphql".Length])];

    /// <summary>Every document that goes to Shopify asks for what there is, with arguments and variables that fit; nothing deprecated.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_query_is_answered_by_field(string name)
    {
        var document = GraphParser.Parse(AdminQuery.Load(name).Text);
        Assert.Single(document.Operations);
        GraphCheck.Check(AdminSchema.Schema, document);
    }
}
