namespace ShopClvReports.Tests;

/// <summary>Whether a document asks for what there is, before any of it is run.</summary>
sealed class GraphCheck
{
    readonly GraphSchema _schema;
    readonly GraphDocument _document;
    readonly HashSet<string> _fragmentsUsed = [];
    GraphOperation _operation;
    HashSet<string> _variablesUsed = [];

    GraphCheck(GraphSchema schema, GraphDocument document) => (_schema, _document, _operation) = (schema, document, document.Operations[0]);

    /// <exception cref="GraphException">It does not.</exception>
    public static void Check(GraphSchema schema, GraphDocument document)
    {
        var check = new GraphCheck(schema, document);
        foreach (var operation in document.Operations) check.Operation(operation);
        if (document.Fragments.Keys.FirstOrDefault(f => !check._fragmentsUsed.Contains(f)) is { } unused)
            throw new GraphException($"Fragment {unused} was defined, but not used", "useAndDefineFragment");
    }

    void Operation(GraphOperation operation)
    {
        (_operation, _variablesUsed) = (operation, []);
        if (operation.Variables.FirstOrDefault(v => !_schema.IsInput(v.Type.Innermost)) is { } unknown)
            throw new GraphException(
                $"{unknown.Type.Innermost} isn't a defined input type (on ${unknown.Name})", "variableRequiresValidType");
        Selections(operation.Kind == "mutation" ? _schema.Mutation : _schema.Query, operation.Selections);
        if (operation.Variables.FirstOrDefault(v => !_variablesUsed.Contains(v.Name)) is { } unused)
            throw new GraphException($"Variable ${unused.Name} is declared by {operation.Name} but not used", "variableNotUsed");
    }

    void Selections(GraphType type, IReadOnlyList<GraphSelection> selections)
    {
        foreach (var selection in selections)
            switch (selection)
            {
                case GraphFieldUse use:
                    Field(type, use);
                    break;
                case GraphInline inline:
                    Selections(On(type, inline.On ?? type.Name, inline.At), inline.Selections);
                    break;
                case GraphSpread spread:
                    if (!_document.Fragments.TryGetValue(spread.Name, out var fragment))
                        throw new GraphException($"Fragment {spread.Name} was used, but not defined", "useAndDefineFragment", spread.At);
                    _fragmentsUsed.Add(spread.Name);
                    Selections(On(type, fragment.On, spread.At), fragment.Selections);
                    break;
            }

        var clash = selections.OfType<GraphFieldUse>().GroupBy(f => f.Key).FirstOrDefault(g => g.Select(f => f.Name).Distinct().Count() > 1);
        if (clash is not null)
            throw new GraphException(
                $"Field '{clash.Key}' has a field conflict: {string.Join(" or ", clash.Select(f => f.Name))}?", "fieldConflict");
    }

    GraphType On(GraphType type, string name, GraphPlace at)
    {
        var on = _schema.Find(name) ?? throw new GraphException(
            $"No such type {name}, so it can't be a fragment condition", "undefinedType", at);
        return on == type || type.Possible?.Contains(name) == true || on.Possible?.Contains(type.Name) == true
            ? on
            : throw new GraphException($"Fragment on {name} can't be spread inside {type.Name}", "cannotSpreadFragment", at);
    }

    void Field(GraphType type, GraphFieldUse use)
    {
        var field = type.Find(use.Name)
            ?? throw new GraphException($"Field '{use.Name}' doesn't exist on type '{type.Name}'", "undefinedField", use.At);
        foreach (var argument in use.Arguments)
        {
            var expected = field.Arguments.FirstOrDefault(a => a.Name == argument.Name)
                ?? throw new GraphException($"Field '{use.Name}' doesn't accept argument '{argument.Name}'", "argumentNotAccepted", use.At);
            Value(expected, argument.Value, use);
        }

        if (field.Arguments.FirstOrDefault(a => a.Type.Required && a.Default is null && use.Arguments.All(g => g.Name != a.Name)) is { } missing)
            throw new GraphException(
                $"Field '{use.Name}' is missing required arguments: {missing.Name}", "missingRequiredArguments", use.At);

        var returned = _schema.Find(field.Type.Innermost);
        if (returned is null && use.Selections.Count > 0)
            throw new GraphException(
                $"Selections can't be made on scalars (field '{use.Name}' returns {field.Type.Innermost})", "selectionMismatch", use.At);
        if (returned is not null && use.Selections.Count == 0)
            throw new GraphException(
                $"Field must have selections (field '{use.Name}' returns {field.Type.Innermost} but has no selections)", "selectionMismatch", use.At);
        if (returned is not null) Selections(returned, use.Selections);
    }

    void Value(GraphVariable expected, GraphValue value, GraphFieldUse use)
    {
        if (value is GraphValue.Variable variable)
        {
            var declared = _operation.Variables.FirstOrDefault(v => v.Name == variable.Name)
                ?? throw new GraphException(
                    $"Variable ${variable.Name} is used by {_operation.Name} but not declared", "variableNotDefined", use.At);
            _variablesUsed.Add(variable.Name);
            var fits = Fits(declared.Type with { Required = declared.Type.Required || declared.Default is not (null or GraphValue.Nothing) }, expected.Type, expected.Default);
            if (!fits)
                throw new GraphException(
                    $"Type mismatch on variable ${variable.Name} and argument {expected.Name} ({declared.Type} / {expected.Type})", "variableMismatch", use.At);
        }
        else Literal(expected.Type, expected.Name, value, use);
    }

    static bool Fits(GraphTypeName declared, GraphTypeName expected, GraphValue? standard) =>
        (declared.Required || !expected.Required || standard is not null)
        && (expected.Element is { } element ? declared.Element is { } of && Fits(of, element, null) : declared.Element is null && declared.Name == expected.Name);

    void Literal(GraphTypeName expected, string name, GraphValue value, GraphFieldUse use)
    {
        if (value is GraphValue.Items items && expected.Element is { } element)
        {
            foreach (var item in items.Values) Value(new GraphVariable(name, element, null), item, use);
            return;
        }

        if (value is GraphValue.Fields fields && _schema.Input(expected.Name) is { } known)
        {
            foreach (var field in fields.Values)
                Value(
                    known.FirstOrDefault(f => f.Name == field.Name)
                    ?? throw new GraphException($"InputObject '{expected.Name}' doesn't accept argument '{field.Name}'", "argumentNotAccepted", use.At),
                    field.Value, use);
            return;
        }

        var good = value switch
        {
            GraphValue.Nothing => !expected.Required,
            GraphValue.Number => expected.Innermost is "Int" or "ID",
            GraphValue.Flag => expected.Innermost == "Boolean",
            GraphValue.Text => _schema.Enum(expected.Innermost) is null && expected.Innermost is not ("Int" or "Boolean"),
            GraphValue.Word word => _schema.Enum(expected.Innermost)?.Contains(word.Value) == true,
            _ => false,
        };
        if (!good)
            throw new GraphException(
                $"Argument '{name}' on Field '{use.Name}' has an invalid value. Expected type '{expected}'.", "argumentLiteralsIncompatible", use.At);
    }
}
