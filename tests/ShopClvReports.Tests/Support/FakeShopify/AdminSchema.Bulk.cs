using Known = ShopClvReports.Tests.GraphSearch.Known<ShopClvReports.Tests.FakeBulkOperation>;

namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    static GraphPage BulkPage(FakeShop shop, GraphCall call) => GraphPage.Of(
        GraphSearch.Filter(shop.Bulk.Operations.Select(o => shop.Bulk.Look(o.Gid)!), call.Text("query"), new Dictionary<string, Known>
        {
            ["id"] = GraphSearch.Id<FakeBulkOperation>(o => o.Id),
            ["created_at"] = GraphSearch.Instant<FakeBulkOperation>(o => o.CreatedAt, TimeZoneInfo.FindSystemTimeZoneById(shop.Zone)),
            ["operation_type"] = GraphSearch.Word<FakeBulkOperation>(_ => "QUERY", "QUERY", "MUTATION"),
            ["status"] = GraphSearch.Word<FakeBulkOperation>(o => o.Status, FakeBulkOperation.Statuses),
        }),
        o => o.CreatedAt.ToUnixTimeSeconds(), o => o.Id, call);

    static void BulkOperations(GraphSchema schema)
    {
        schema.Type<FakeBulkOperation>("BulkOperation")
            .Field("id: ID!", o => o.Gid)
            .Field("type: BulkOperationType!", _ => "QUERY")
            .Field("query: String!", o => o.Query)
            .Field("status: BulkOperationStatus!", o => o.Status)
            .Field("errorCode: BulkOperationErrorCode", o => o.ErrorCode)
            .Field("createdAt: DateTime!", o => o.CreatedAt)
            .Field("completedAt: DateTime", o => o.CompletedAt)
            .Field("objectCount: UnsignedInt64!", o => (long)o.ObjectCount)
            .Field("rootObjectCount: UnsignedInt64!", o => (long)o.RootObjectCount)
            .Field("fileSize: UnsignedInt64", o => o.FileSize)
            .Field("url: URL", o => o.Url)
            .Field("partialDataUrl: URL", o => o.PartialDataUrl);
        foreach (var payload in (string[])["RunQuery", "Cancel"])
            schema.Type<FakeBulk.Answer>($"BulkOperation{payload}Payload")
                .Field("bulkOperation: BulkOperation", a => a.Operation)
                .Field($"userErrors: [{(payload == "Cancel" ? "UserError" : "BulkOperationUserError")}!]!", a => a.Errors);
        schema.Type<FakeBulk.Refusal>("BulkOperationUserError")
            .Field("field: [String!]", e => e.Field)
            .Field("message: String!", e => e.Message)
            .Field("code: BulkOperationUserErrorCode", e => e.Code);
    }
}
