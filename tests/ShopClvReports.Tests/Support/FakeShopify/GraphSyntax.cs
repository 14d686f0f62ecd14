namespace ShopClvReports.Tests;

/// <summary>A GraphQL document as written: its operations and named fragments.</summary>
sealed record GraphDocument(IReadOnlyList<GraphOperation> Operations, IReadOnlyDictionary<string, GraphFragment> Fragments);

sealed record GraphOperation(string Kind, string? Name, IReadOnlyList<GraphVariable> Variables, IReadOnlyList<GraphSelection> Selections);

sealed record GraphFragment(string Name, string On, IReadOnlyList<GraphSelection> Selections);

/// <summary>A value that the caller sends along: <c>$first: Int! = 50</c>.</summary>
sealed record GraphVariable(string Name, GraphTypeName Type, GraphValue? Default);

/// <summary>Such as <c>[ID!]!</c>.</summary>
/// <param name="Element">Of a list, what it is a list of; null otherwise.</param>
sealed record GraphTypeName(string Name, bool Required, GraphTypeName? Element = null)
{
    /// <summary>Without lists and exclamation marks.</summary>
    public string Innermost => Element?.Innermost ?? Name;

    public override string ToString() => (Element is null ? Name : $"[{Element}]") + (Required ? "!" : "");
}

abstract record GraphSelection(GraphPlace At);

sealed record GraphFieldUse(
    string? Alias, string Name, IReadOnlyList<GraphArgument> Arguments, IReadOnlyList<GraphSelection> Selections, GraphPlace At) : GraphSelection(At)
{
    public string Key => Alias ?? Name;
}

/// <summary><c>... on Type { }</c>.</summary>
sealed record GraphInline(string? On, IReadOnlyList<GraphSelection> Selections, GraphPlace At) : GraphSelection(At);

/// <summary><c>...Name</c>.</summary>
sealed record GraphSpread(string Name, GraphPlace At) : GraphSelection(At);

sealed record GraphArgument(string Name, GraphValue Value);

abstract record GraphValue
{
    public sealed record Variable(string Name) : GraphValue;

    public sealed record Text(string Value) : GraphValue;

    public sealed record Number(decimal Value) : GraphValue;

    public sealed record Flag(bool Value) : GraphValue;

    public sealed record Nothing : GraphValue;

    /// <summary>A word without quotes.</summary>
    public sealed record Word(string Value) : GraphValue;

    public sealed record Items(IReadOnlyList<GraphValue> Values) : GraphValue;

    public sealed record Fields(IReadOnlyList<GraphArgument> Values) : GraphValue;
}

/// <summary>Both from 1.</summary>
readonly record struct GraphPlace(int Line, int Column);

/// <summary>What GraphQL answers in <c>errors</c>.</summary>
sealed class GraphException(string message, string? code = null, GraphPlace at = default, string? path = null) : Exception(message)
{
    public string? Code => code;
    public GraphPlace At => at;
    public string? Path => path;
}
