namespace ShopClvReports.Tests;

/// <summary>A shop's bulk operations, and what goes wrong with them.</summary>
sealed class FakeBulk(FakeShop shop)
{
    const int MostAtOnce = 5;

    /// <summary>Oldest first.</summary>
    public List<FakeBulkOperation> Operations { get; } = [];

    /// <summary>How often an operation is found running before it is done.</summary>
    public int LooksUntilDone { get; set; } = 1;

    /// <summary>The order of the lines in the file; null: children behind their parent, as written.</summary>
    public int? Shuffle { get; set; } = 7;

    /// <summary>How the operation with a number from 0 ends.</summary>
    public Func<int, FakeBulkEnd> End { get; set; } = _ => FakeBulkEnd.Completed;

    /// <summary>What happens to the download with a number from 0.</summary>
    public Func<int, FakeDownload> Download { get; set; } = _ => new FakeDownload();

    /// <summary>Whether a download can be taken up in its middle.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>From which byte each download was asked for.</summary>
    public List<long> Downloads { get; } = [];

    public sealed record Answer(FakeBulkOperation? Operation, IReadOnlyList<Refusal> Errors)
    {
        public static Answer No(string field, string message, string code = "INVALID") => new(null, [new Refusal([field], message, code)]);
    }

    public sealed record Refusal(IReadOnlyList<string> Field, string Message, string Code);

    public Answer Start(string query, bool grouped)
    {
        if (Operations.Count(o => o.IsOpen) >= MostAtOnce)
            return Answer.No("query", $"At most {MostAtOnce} bulk query operations of an app may be in progress in a shop", "LIMIT_REACHED");
        try
        {
            var document = GraphParser.Parse(query);
            if (document.Operations.Count > 1) return Answer.No("query", "Bulk queries must contain one operation");
            if (document.Operations[0] is not { Kind: "query", Variables.Count: 0 } asked)
                return Answer.No("query", "Bulk queries must be queries without variables");
            GraphCheck.Check(AdminSchema.Schema, document);
            var plan = new GraphPlan(
                AdminSchema.Schema, document, asked, new GraphValues(AdminSchema.Schema, asked, default), shop, bulk: true);
            BulkCheck.Check(plan);
            var operation = new FakeBulkOperation(shop.NextId(), query, shop.Now, End(Operations.Count), shop);
            operation.Fill(BulkRun.Of(plan, shop), grouped ? null : Shuffle);
            Operations.Add(operation);
            return new Answer(operation, []);
        }
        catch (GraphException e)
        {
            return Answer.No("query", $"Invalid bulk query: {e.Message}");
        }
    }

    /// <summary>An operation as it stands, a step further than at the last look.</summary>
    public FakeBulkOperation? Look(string gid)
    {
        var operation = Operations.FirstOrDefault(o => o.Gid == gid);
        if (operation is { IsOpen: true })
        {
            operation.Advance(LooksUntilDone, shop.Now);
            if (!operation.IsOpen) shop.Finished(operation);
        }

        return operation;
    }

    public Answer Cancel(string gid)
    {
        if (Operations.FirstOrDefault(o => o.Gid == gid) is not { } operation) return Answer.No("id", "Bulk operation does not exist");
        if (!operation.IsOpen) return Answer.No("id", $"A bulk operation cannot be canceled when it is {operation.Status.ToLowerInvariant()}");
        operation.Cancel();
        return new Answer(operation, []);
    }
}

/// <summary>How a bulk operation ends.</summary>
/// <param name="Rows">How many lines were written until then; null: all.</param>
sealed record FakeBulkEnd(string Status, string? ErrorCode = null, int? Rows = null)
{
    public static readonly FakeBulkEnd Completed = new("COMPLETED");

    /// <summary>Taken too long; nothing is left of it.</summary>
    public static readonly FakeBulkEnd Expired = new("EXPIRED", Rows: 0);

    /// <summary>It never does.</summary>
    public static readonly FakeBulkEnd Never = new("RUNNING");

    public static FakeBulkEnd Failed(int rows, string code = "INTERNAL_SERVER_ERROR") => new("FAILED", code, rows);
}

/// <param name="Status">403 or 404 for an address that is no longer good.</param>
/// <param name="BreakAfter">Bytes, after which the connection breaks.</param>
sealed record FakeDownload(int Status = 200, long? BreakAfter = null);
