using System.Globalization;

namespace ShopClvReports.Tests;

/// <summary>From a document's text to what it asks. Directives and subscriptions are not known here.</summary>
sealed class GraphParser
{
    readonly GraphLexer _lexer;

    GraphParser(string text) => _lexer = new GraphLexer(text);

    /// <exception cref="GraphException">It is not GraphQL.</exception>
    public static GraphDocument Parse(string text)
    {
        var parser = new GraphParser(text);
        var operations = new List<GraphOperation>();
        var fragments = new Dictionary<string, GraphFragment>();
        while (parser._lexer.Word.Length > 0 || parser._lexer.IsString)
            if (parser._lexer.Is("fragment"))
            {
                var fragment = parser.Fragment();
                fragments.Add(fragment.Name, fragment);
            }
            else operations.Add(parser.Operation());

        return operations.Count > 0
            ? new GraphDocument(operations, fragments)
            : throw new GraphException("No query string was present");
    }

    /// <summary>Such as <c>orders(first: Int, reverse: Boolean = false): OrderConnection!</c>.</summary>
    public static (string Name, IReadOnlyList<GraphVariable> Arguments, GraphTypeName Type) Signature(string text)
    {
        var parser = new GraphParser(text);
        var name = parser._lexer.Name();
        var arguments = new List<GraphVariable>();
        if (parser._lexer.Take("("))
            while (!parser._lexer.Take(")")) arguments.Add(parser.Declared(parser._lexer.Name()));
        parser._lexer.Expect(":");
        return (name, arguments, parser.Type());
    }

    GraphOperation Operation()
    {
        if (_lexer.Is("{")) return new GraphOperation("query", null, [], Selections());
        var kind = _lexer.Name();
        if (kind is not ("query" or "mutation")) throw new GraphException($"Parse error on \"{kind}\", expected query or mutation");
        var name = _lexer.IsName ? _lexer.Name() : null;
        var variables = new List<GraphVariable>();
        if (_lexer.Take("("))
            while (!_lexer.Take(")"))
            {
                _lexer.Expect("$");
                variables.Add(Declared(_lexer.Name()));
            }

        return new GraphOperation(kind, name, variables, Selections());
    }

    GraphFragment Fragment()
    {
        _lexer.Expect("fragment");
        var name = _lexer.Name();
        _lexer.Expect("on");
        return new GraphFragment(name, _lexer.Name(), Selections());
    }

    GraphVariable Declared(string name)
    {
        _lexer.Expect(":");
        return new GraphVariable(name, Type(), _lexer.Take("=") ? Value() : null);
    }

    GraphTypeName Type()
    {
        GraphTypeName? element = null;
        var name = "";
        if (_lexer.Take("["))
        {
            element = Type();
            _lexer.Expect("]");
        }
        else name = _lexer.Name();

        return new GraphTypeName(name, _lexer.Take("!"), element);
    }

    List<GraphSelection> Selections()
    {
        var at = _lexer.At;
        _lexer.Expect("{");
        var selections = new List<GraphSelection>();
        while (!_lexer.Take("}")) selections.Add(Selection());
        return selections.Count > 0 ? selections : throw new GraphException("Parse error on \"}\", expected a field", at: at);
    }

    GraphSelection Selection()
    {
        var at = _lexer.At;
        if (_lexer.Take("..."))
        {
            if (_lexer.Take("on")) return new GraphInline(_lexer.Name(), Selections(), at);
            return _lexer.Is("{") ? new GraphInline(null, Selections(), at) : new GraphSpread(_lexer.Name(), at);
        }

        var name = _lexer.Name();
        string? alias = null;
        if (_lexer.Take(":")) (alias, name) = (name, _lexer.Name());
        var arguments = new List<GraphArgument>();
        if (_lexer.Take("("))
            while (!_lexer.Take(")")) arguments.Add(Argument());
        return new GraphFieldUse(alias, name, arguments, _lexer.Is("{") ? Selections() : [], at);
    }

    GraphArgument Argument()
    {
        var name = _lexer.Name();
        _lexer.Expect(":");
        return new GraphArgument(name, Value());
    }

    GraphValue Value()
    {
        if (_lexer.IsString) return new GraphValue.Text(_lexer.Next());
        if (_lexer.Take("$")) return new GraphValue.Variable(_lexer.Name());
        if (_lexer.Take("["))
        {
            var items = new List<GraphValue>();
            while (!_lexer.Take("]")) items.Add(Value());
            return new GraphValue.Items(items);
        }

        if (_lexer.Take("{"))
        {
            var fields = new List<GraphArgument>();
            while (!_lexer.Take("}")) fields.Add(Argument());
            return new GraphValue.Fields(fields);
        }

        if (decimal.TryParse(_lexer.Word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            _lexer.Next();
            return new GraphValue.Number(number);
        }

        return _lexer.Name() switch
        {
            "true" => new GraphValue.Flag(true),
            "false" => new GraphValue.Flag(false),
            "null" => new GraphValue.Nothing(),
            var word => new GraphValue.Word(word),
        };
    }
}
