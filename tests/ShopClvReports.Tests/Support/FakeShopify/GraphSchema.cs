namespace ShopClvReports.Tests;

/// <summary>The types, fields and arguments that are known. What is not in it does not exist, as with Shopify's own.</summary>
sealed class GraphSchema
{
    static readonly string[] s_scalars =
        ["String", "Int", "Boolean", "ID", "DateTime", "Decimal", "CurrencyCode", "UnsignedInt64", "URL"];

    readonly Dictionary<string, GraphType> _types = [];
    readonly Dictionary<Type, GraphType> _ofClr = [];
    readonly Dictionary<string, IReadOnlyList<string>> _enums = [];
    readonly Dictionary<string, IReadOnlyList<GraphVariable>> _inputs = [];

    public GraphType Query => _types["QueryRoot"];

    public GraphType Mutation => _types["Mutation"];

    public GraphType? Find(string name) => _types.GetValueOrDefault(name);

    public IReadOnlyList<string>? Enum(string name) => _enums.GetValueOrDefault(name);

    public IReadOnlyList<GraphVariable>? Input(string name) => _inputs.GetValueOrDefault(name);

    public bool IsInput(string name) => s_scalars.Contains(name) || _enums.ContainsKey(name) || _inputs.ContainsKey(name);

    /// <summary>The type of an object that a field of an abstract type answered.</summary>
    public GraphType TypeOf(GraphType declared, object value) => declared.Possible is null ? declared : _ofClr[value.GetType()];

    public GraphType<T> Type<T>(string name) where T : notnull
    {
        var type = new GraphType<T>(name);
        _types.Add(name, type);
        _ofClr.TryAdd(typeof(T), type);
        return type;
    }

    /// <summary>An interface or a union.</summary>
    public GraphType Abstract(string name, params string[] possible)
    {
        var type = new GraphType(name, possible);
        _types.Add(name, type);
        return type;
    }

    /// <summary><c>OrderConnection</c> and <c>OrderEdge</c> of <c>Order</c>.</summary>
    public void Connection(string of)
    {
        Type<GraphPage>($"{of}Connection")
            .Field($"edges: [{of}Edge!]!", page => page.Edges)
            .Field($"nodes: [{of}!]!", page => page.Edges.Select(e => e.Node))
            .Field("pageInfo: PageInfo!", page => page);
        Type<GraphPage.Edge>($"{of}Edge").Field("cursor: String!", edge => edge.Cursor).Field($"node: {of}!", edge => edge.Node);
    }

    public void Enum(string name, params string[] values) => _enums.Add(name, values);

    public void Input(string name, string fields) => _inputs.Add(name, GraphParser.Signature($"input({fields}): Int").Arguments);
}

/// <summary>An object type, or with <see cref="Possible"/> what several of them share.</summary>
class GraphType(string name, IReadOnlyList<string>? possible = null)
{
    readonly Dictionary<string, GraphField> _fields = [];

    public string Name => name;

    public IReadOnlyList<string>? Possible => possible;

    public bool IsConnection => name.EndsWith("Connection", StringComparison.Ordinal);

    public GraphField? Find(string field) => field == "__typename" ? GraphField.TypeName : _fields.GetValueOrDefault(field);

    public void Add(string signature, Func<object, GraphCall, object?> resolve, string? scope = null)
    {
        var (field, arguments, type) = GraphParser.Signature(signature);
        _fields.Add(field, new GraphField(field, arguments, type, resolve, scope));
    }
}

sealed class GraphType<T>(string name) : GraphType(name) where T : notnull
{
    /// <param name="scope">Without it the field may not be seen.</param>
    public GraphType<T> Field(string signature, Func<T, object?> resolve, string? scope = null) =>
        Field(signature, (of, _) => resolve(of), scope);

    public GraphType<T> Field(string signature, Func<T, GraphCall, object?> resolve, string? scope = null)
    {
        Add(signature, (of, call) => resolve((T)of, call), scope);
        return this;
    }
}

sealed record GraphField(
    string Name, IReadOnlyList<GraphVariable> Arguments, GraphTypeName Type, Func<object, GraphCall, object?> Resolve, string? Scope)
{
    /// <summary>Answered by the run itself, which knows the type.</summary>
    public static readonly GraphField TypeName = new("__typename", [], new GraphTypeName("String", true), (_, _) => null, null);
}

/// <summary>A field's arguments, by name.</summary>
/// <param name="Bulk">Everything at once, whatever page was asked for.</param>
sealed record GraphCall(FakeShop Shop, IReadOnlyDictionary<string, object?> Arguments, bool Bulk)
{
    public string? Text(string name) => (string?)Arguments.GetValueOrDefault(name);

    public int? Count(string name) => Arguments.GetValueOrDefault(name) is decimal number ? (int)number : null;

    public bool Flag(string name) => Arguments.GetValueOrDefault(name) is true;

    public IReadOnlyList<string>? Texts(string name) => Arguments.GetValueOrDefault(name) is List<object?> all ? [.. all.Cast<string>()] : null;

    public IReadOnlyDictionary<string, object?> Fields(string name) => (Dictionary<string, object?>)Arguments[name]!;
}
