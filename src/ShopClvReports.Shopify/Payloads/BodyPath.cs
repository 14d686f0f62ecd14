using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>Names a place in a body, such as <c>$.line_items[2].price</c>. Only messages need it: it is found by reading again.</summary>
static class BodyPath
{
    /// <param name="position">Where a token begins.</param>
    public static string At(ReadOnlySpan<byte> body, int position)
    {
        var json = new Utf8JsonReader(body[(body.StartsWith("\uFEFF"u8) ? 3 : 0)..position], isFinalBlock: false, default);
        var steps = new Stack<Step>();
        while (json.Read())
            switch (json.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    steps.Push(new Step(json.TokenType == JsonTokenType.StartArray, null, 0));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    steps.Pop();
                    PassValue(steps);
                    break;
                case JsonTokenType.PropertyName:
                    steps.Push(steps.Pop() with { Property = BodyText.Excerpt(json.ValueSpan) });
                    break;
                default:
                    PassValue(steps);
                    break;
            }

        return "$" + string.Concat(steps.Reverse().Select(step =>
            step.InArray ? $"[{step.Index}]" : step.Property is null ? "" : $".{step.Property}"));
    }

    static void PassValue(Stack<Step> steps)
    {
        if (steps.TryPop(out var step)) steps.Push(step with { Property = null, Index = step.Index + 1 });
    }

    /// <summary>Where in one open container.</summary>
    readonly record struct Step(bool InArray, string? Property, int Index);
}
