namespace ShopClvReports.Tests;

/// <summary>What a bulk operation may ask, beyond what any query may.</summary>
static class BulkCheck
{
    const int MostConnections = 5;
    const int DeepestNesting = 2;

    /// <exception cref="GraphException">It asks for something else.</exception>
    public static void Check(GraphPlan plan)
    {
        var connections = 0;
        foreach (var step in plan.Steps(plan.Selections, plan.Root))
        {
            if (step.Field.Name is "node" or "nodes") throw new GraphException("the top-level node and nodes fields can't be used");
            Count(plan, step, depth: -1, inList: false, ref connections);
        }

        if (connections == 0) throw new GraphException("the query must include at least one connection");
        if (connections > MostConnections)
            throw new GraphException($"the query has {connections} connections, at most {MostConnections} are allowed");
    }

    static void Count(GraphPlan plan, GraphStep step, int depth, bool inList, ref int connections)
    {
        if (plan.Returned(step.Field) is not { } type) return;
        if (type.IsConnection)
        {
            connections++;
            depth++;
            if (inList) throw new GraphException($"a connection within a list isn't supported: {step.Key}");
            if (depth > DeepestNesting) throw new GraphException($"connections nest deeper than {DeepestNesting} levels: {step.Key}");
        }

        var (node, selections) = type.IsConnection ? BulkRun.Node(plan, step) : (type, step.Selections);
        if (node.Possible is { } possible)
        {
            foreach (var one in possible) Inside(plan, AdminSchema.Schema.Find(one)!, selections, step, depth, inList, ref connections);
        }
        else Inside(plan, node, selections, step, depth, inList, ref connections);
    }

    static void Inside(GraphPlan plan, GraphType type, IReadOnlyList<GraphSelection> selections, GraphStep of, int depth, bool inList, ref int connections)
    {
        var steps = plan.Steps(selections, type);
        if (steps.Any(s => plan.Returned(s.Field)?.IsConnection == true) && !steps.Any(s => s is { Key: "id", Field.Name: "id" }))
            throw new GraphException($"the parent of a nested connection must select its id without an alias: {of.Key}");
        foreach (var step in steps) Count(plan, step, depth, inList || of.Field.Type.Element is not null, ref connections);
    }
}
