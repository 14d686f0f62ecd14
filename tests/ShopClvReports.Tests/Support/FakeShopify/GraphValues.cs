using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>Arguments as written and variables as sent, made into values: text, number, flag, list, fields.</summary>
sealed class GraphValues(GraphSchema schema, GraphOperation operation, JsonElement variables)
{
    readonly Dictionary<string, object?> _variables = operation.Variables.ToDictionary(v => v.Name, v => Variable(schema, v, variables));

    public Dictionary<string, object?> Arguments(GraphField field, GraphFieldUse use)
    {
        var values = new Dictionary<string, object?>();
        foreach (var argument in field.Arguments)
        {
            var given = use.Arguments.FirstOrDefault(a => a.Name == argument.Name)?.Value;
            if (given is GraphValue.Variable variable && !IsSent(variable.Name)) given = null;
            if ((given ?? argument.Default) is { } value) values[argument.Name] = Of(value);
            if (argument.Type.Required && values.GetValueOrDefault(argument.Name) is null)
                throw new GraphException(
                    $"Argument '{argument.Name}' on Field '{field.Name}' has an invalid value (null). Expected type '{argument.Type}'.");
        }

        return values;
    }

    bool IsSent(string variable) =>
        operation.Variables.First(v => v.Name == variable).Default is not null
        || (variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(variable, out _));

    object? Of(GraphValue value) => value switch
    {
        GraphValue.Variable variable => _variables[variable.Name],
        GraphValue.Text text => text.Value,
        GraphValue.Number number => number.Value,
        GraphValue.Flag flag => flag.Value,
        GraphValue.Word word => word.Value,
        GraphValue.Items items => items.Values.Select(Of).ToList(),
        GraphValue.Fields fields => fields.Values.ToDictionary(f => f.Name, f => Of(f.Value)),
        GraphValue.Nothing => null,
        _ => throw new InvalidOperationException($"{value}"),
    };

    static object? Variable(GraphSchema schema, GraphVariable variable, JsonElement variables)
    {
        if (variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(variable.Name, out var sent))
            return Sent(schema, variable.Type, sent, variable);
        if (variable.Default is { } value) return new GraphValues(schema, new GraphOperation("query", null, [], []), default).Of(value);
        return variable.Type.Required ? throw Invalid(variable, "Expected value to not be null") : null;
    }

    static object? Sent(GraphSchema schema, GraphTypeName type, JsonElement sent, GraphVariable variable)
    {
        if (sent.ValueKind == JsonValueKind.Null)
            return type.Required ? throw Invalid(variable, "Expected value to not be null") : null;
        if (type.Element is { } element)
            return sent.ValueKind == JsonValueKind.Array
                ? sent.EnumerateArray().Select(e => Sent(schema, element, e, variable)).ToList()
                : new List<object?> { Sent(schema, element, sent, variable) };
        if (schema.Input(type.Name) is { } fields) return Fields(schema, fields, sent, variable);
        return (type.Name, sent.ValueKind) switch
        {
            ("Int", JsonValueKind.Number) => sent.GetDecimal(),
            ("Boolean", JsonValueKind.True or JsonValueKind.False) => sent.GetBoolean(),
            (not ("Int" or "Boolean"), JsonValueKind.String) when schema.Enum(type.Name)?.Contains(sent.GetString()!) != false => sent.GetString(),
            ("ID", JsonValueKind.Number) => sent.GetRawText(),
            _ => throw Invalid(variable, $"Could not coerce value {sent.GetRawText()} to {type.Name}"),
        };
    }

    static Dictionary<string, object?> Fields(GraphSchema schema, IReadOnlyList<GraphVariable> fields, JsonElement sent, GraphVariable variable)
    {
        if (sent.ValueKind != JsonValueKind.Object) throw Invalid(variable, $"Expected {sent.GetRawText()} to be a key-value object");
        var values = new Dictionary<string, object?>();
        foreach (var property in sent.EnumerateObject())
        {
            var field = fields.FirstOrDefault(f => f.Name == property.Name) ?? throw Invalid(variable, $"Field is not defined on {variable.Type.Innermost}: {property.Name}");
            values[property.Name] = Sent(schema, field.Type, property.Value, variable);
        }

        return values;
    }

    static GraphException Invalid(GraphVariable variable, string reason) =>
        new($"Variable ${variable.Name} of type {variable.Type} was provided invalid value: {reason}", "INVALID_VARIABLE");
}
