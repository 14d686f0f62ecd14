using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>A query over everything: a line for each object of each connection, with <c>__parentId</c> where it is nested.</summary>
sealed class BulkRun : IDisposable
{
    readonly GraphPlan _plan;
    readonly GraphRun _run;
    readonly ArrayBufferWriter<byte> _line = new();
    readonly Utf8JsonWriter _json;

    BulkRun(GraphPlan plan)
    {
        (_plan, _run) = (plan, new GraphRun(plan));
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Each behind its parent.</summary>
    public List<byte[]> Lines { get; } = [];

    public int Roots { get; private set; }

    public static BulkRun Of(GraphPlan plan, FakeShop shop)
    {
        using var run = new BulkRun(plan);
        foreach (var step in plan.Steps(plan.Selections, plan.Root))
            if (!step.IsNull && step.Field.Resolve(shop, step.Call) is GraphPage page)
            {
                run.Roots += page.Edges.Count;
                run.Add(step, page, null);
            }

        return run;
    }

    public void Dispose() => _json.Dispose();

    /// <summary>What a connection is asked of each of its objects.</summary>
    public static (GraphType Type, IReadOnlyList<GraphSelection> Selections) Node(GraphPlan plan, GraphStep connection)
    {
        var edges = plan.Steps(connection.Selections, plan.Returned(connection.Field)!).FirstOrDefault(s => s.Field.Name == "edges")
            ?? throw new GraphException($"{connection.Key} must select edges {{ node {{ }} }}");
        var node = plan.Steps(edges.Selections, plan.Returned(edges.Field)!).FirstOrDefault(s => s.Field.Name == "node")
            ?? throw new GraphException($"{connection.Key} must select edges {{ node {{ }} }}");
        return (plan.Returned(node.Field)!, node.Selections);
    }

    void Add(GraphStep connection, GraphPage page, string? parent)
    {
        var (type, selections) = Node(_plan, connection);
        foreach (var edge in page.Edges)
        {
            var nested = new List<(GraphStep, GraphPage)>();
            _line.ResetWrittenCount();
            _json.Reset();
            _run.WriteObject(_json, type, edge.Node, selections, (step, inner) => nested.Add((step, inner)));
            _json.Flush();
            Lines.Add(Line(Encoding.UTF8.GetString(_line.WrittenSpan), parent));
            foreach (var (step, inner) in nested) Add(step, inner, (string)type.Find("id")!.Resolve(edge.Node, step.Call)!);
        }
    }

    /// <summary>With slashes escaped, as the platform writes them.</summary>
    static byte[] Line(string json, string? parent)
    {
        if (parent is not null) json = $"{json[..^1]}{(json.Length > 2 ? "," : "")}\"__parentId\":\"{parent}\"}}";
        return Encoding.UTF8.GetBytes(json.Replace("/", "\\/", StringComparison.Ordinal));
    }
}
