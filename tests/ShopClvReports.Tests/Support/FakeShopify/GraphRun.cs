using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>Answers a plan, field by field.</summary>
sealed class GraphRun(GraphPlan plan)
{
    /// <summary>Objects answered so far, 1 point each.</summary>
    public int Cost { get; private set; }

    /// <summary>The value of <c>data</c>.</summary>
    public void WriteData(Utf8JsonWriter json, FakeShop shop)
    {
        if (plan.Steps(plan.Selections, plan.Root).Any(s => s.IsNull && s.Field.Type.Required)) json.WriteNullValue();
        else WriteObject(json, plan.Root, shop, plan.Selections, null);
    }

    /// <param name="apart">Given a connection's step and its objects, keeps them for later; null: everything stays within.</param>
    public void WriteObject(
        Utf8JsonWriter json, GraphType type, object of, IReadOnlyList<GraphSelection> selections, Action<GraphStep, GraphPage>? apart)
    {
        Cost++;
        json.WriteStartObject();
        foreach (var step in plan.Steps(selections, type))
        {
            if (apart is not null && plan.Returned(step.Field) is { IsConnection: true } && !step.IsNull)
            {
                apart(step, (GraphPage)step.Field.Resolve(of, step.Call)!);
                continue;
            }

            json.WritePropertyName(step.Key);
            if (step.Field == GraphField.TypeName) json.WriteStringValue(type.Name);
            else if (step.IsNull) json.WriteNullValue();
            else WriteValue(json, step, step.Field.Type, step.Field.Resolve(of, step.Call), apart);
        }

        json.WriteEndObject();
    }

    void WriteValue(Utf8JsonWriter json, GraphStep step, GraphTypeName type, object? value, Action<GraphStep, GraphPage>? apart)
    {
        if (value is null)
        {
            if (type.Required) throw new InvalidOperationException($"{step.Field.Name} is {type} and must not be null");
            json.WriteNullValue();
        }
        else if (type.Element is { } element)
        {
            json.WriteStartArray();
            foreach (var item in (IEnumerable)value) WriteValue(json, step, element, item, apart);
            json.WriteEndArray();
        }
        else if (plan.Returned(step.Field) is { } returned)
            WriteObject(json, plan.TypeOf(returned, value), value, step.Selections, apart);
        else WriteScalar(json, type.Name, value);
    }

    static void WriteScalar(Utf8JsonWriter json, string type, object value)
    {
        switch (value)
        {
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number when type == "UnsignedInt64": json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case decimal amount: json.WriteStringValue(amount.ToString("0.0##", CultureInfo.InvariantCulture)); break;
            case DateTimeOffset at: json.WriteStringValue(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new InvalidOperationException($"{value.GetType().Name} is not a scalar");
        }
    }
}
