namespace ShopClvReports.Tests;

/// <summary>One field of an answer: what is asked of an object of a known type, fragments taken apart.</summary>
/// <param name="IsNull">It may not be seen, or something within it that cannot be null may not be.</param>
sealed record GraphStep(
    string Key, GraphField Field, IReadOnlyList<GraphSelection> Selections, GraphCall Call, bool IsNull)
{
    public const int MutationCost = 10;
}

/// <summary>The steps of a document, worked out once for each place and type in it.</summary>
sealed class GraphPlan(GraphSchema schema, GraphDocument document, GraphOperation operation, GraphValues values, FakeShop shop, bool bulk)
{
    readonly Dictionary<(object, GraphType), IReadOnlyList<GraphStep>> _steps = [];
    readonly Dictionary<string, GraphException> _errors = [];

    public GraphType Root => operation.Kind == "mutation" ? schema.Mutation : schema.Query;

    public IReadOnlyList<GraphSelection> Selections => operation.Selections;

    /// <summary>What may not be seen.</summary>
    public IReadOnlyCollection<GraphException> Errors => _errors.Values;

    public GraphType? Returned(GraphField field) => schema.Find(field.Type.Innermost);

    public GraphType TypeOf(GraphType declared, object value) => schema.TypeOf(declared, value);

    public IReadOnlyList<GraphStep> Steps(IReadOnlyList<GraphSelection> selections, GraphType type)
    {
        if (_steps.TryGetValue((selections, type), out var known)) return known;
        var uses = new Dictionary<string, List<GraphFieldUse>>();
        Collect(selections, type, uses);
        return _steps[(selections, type)] = [.. uses.Select(u => Step(type, u.Key, u.Value))];
    }

    /// <summary>Points asked for: an object 1, a connection 2 and each object that it may answer, a mutation 10.</summary>
    public int Cost(IReadOnlyList<GraphSelection> selections, GraphType type)
    {
        var cost = 0;
        foreach (var step in Steps(selections, type))
        {
            if (type == schema.Mutation) cost += GraphStep.MutationCost;
            else if (Returned(step.Field) is { } returned)
            {
                if (returned.IsConnection) cost += 2 + Size(step) * Math.Max(1, Nodes(step, returned));
                else cost += 1 + Inside(step.Selections, returned);
            }
        }

        return cost;
    }

    static int Size(GraphStep connection) => connection.Call.Count("first") ?? connection.Call.Count("last") ?? 0;

    int Nodes(GraphStep connection, GraphType returned) => Steps(connection.Selections, returned)
        .Where(s => s.Key is not "pageInfo" && Returned(s.Field) is not null)
        .Sum(s => s.Field.Name == "edges" ? Cost(s.Selections, Returned(s.Field)!) : 1 + Inside(s.Selections, Returned(s.Field)!));

    int Inside(IReadOnlyList<GraphSelection> selections, GraphType type) =>
        type.Possible is { } possible ? possible.Max(p => Cost(selections, schema.Find(p)!)) : Cost(selections, type);

    void Collect(IReadOnlyList<GraphSelection> selections, GraphType type, Dictionary<string, List<GraphFieldUse>> uses)
    {
        foreach (var selection in selections)
            switch (selection)
            {
                case GraphFieldUse use:
                    if (!uses.TryGetValue(use.Key, out var same)) uses.Add(use.Key, same = []);
                    same.Add(use);
                    break;
                case GraphInline inline when Applies(inline.On, type):
                    Collect(inline.Selections, type, uses);
                    break;
                case GraphSpread spread when document.Fragments[spread.Name] is var fragment && Applies(fragment.On, type):
                    Collect(fragment.Selections, type, uses);
                    break;
            }
    }

    bool Applies(string? on, GraphType type) =>
        on is null || on == type.Name || schema.Find(on)!.Possible?.Contains(type.Name) == true;

    GraphStep Step(GraphType type, string key, List<GraphFieldUse> uses)
    {
        var field = type.Find(uses[0].Name)!;
        var selections = uses.Count == 1 ? uses[0].Selections : [.. uses.SelectMany(u => u.Selections)];
        var call = new GraphCall(shop, values.Arguments(field, uses[0]), bulk);
        var denied = Denied(type, field);
        if (denied is not null) _errors.TryAdd($"{type.Name}.{field.Name}", denied);
        var isNull = denied is not null
            || (Returned(field) is { Possible: null } returned && Steps(selections, returned).Any(s => s.IsNull && s.Field.Type.Required));
        return new GraphStep(key, field, selections, call, isNull);
    }

    GraphException? Denied(GraphType type, GraphField field)
    {
        if (field.Scope is { } scope && !shop.Scopes.Contains(scope))
            return new GraphException(
                $"Access denied for {field.Name} field. Required access: `{scope}` access scope.", "ACCESS_DENIED", path: field.Name);
        return shop.Protected.Contains($"{type.Name}.{field.Name}")
            ? new GraphException($"This app is not approved to use the {field.Name} field.", "ACCESS_DENIED", path: field.Name)
            : null;
    }
}
