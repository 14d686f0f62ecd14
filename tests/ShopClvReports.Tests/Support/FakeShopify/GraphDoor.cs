using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Tests;

/// <summary><c>POST graphql.json</c>: the token, the faults, the budget, then the answer.</summary>
sealed class GraphDoor(FakeShop shop)
{
    /// <summary>Points, whatever the shop's plan.</summary>
    const int MostPerQuery = 1_000;

    const string Forbidden = """{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}""";

    public async Task HandleAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasJsonContentType())
        {
            await Fault.WriteAsync(context, 400, """{"errors":"Bad Request"}""");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (!Accepted(context.Request))
        {
            await Fault.WriteAsync(context, 401, Forbidden);
            return;
        }

        var (fault, answer) = Answer(body.RootElement);
        if (fault is null) await Fault.WriteAsync(context, 200, answer);
        else await fault.AnswerAsync(context, answer);
    }

    bool Accepted(HttpRequest request)
    {
        lock (shop.Gate) return shop.Tokens.Accepts(request.Headers["X-Shopify-Access-Token"].ToString());
    }

    (Fault?, string) Answer(JsonElement body)
    {
        lock (shop.Gate)
        {
            var variables = body.TryGetProperty("variables", out var sent) ? sent.Clone() : default;
            var text = body.GetProperty("query").GetString()!;
            try
            {
                var document = GraphParser.Parse(text);
                var operation = Asked(document, body);
                var name = operation.Name ?? operation.Selections.OfType<GraphFieldUse>().First().Name;
                var fault = shop.Fault(shop.Called(name, variables));
                return (fault, fault is { Applies: false } ? "" : Run(document, operation, variables));
            }
            catch (GraphException e)
            {
                return (null, Write(json => WriteErrors(json, [e])));
            }
        }
    }

    static GraphOperation Asked(GraphDocument document, JsonElement body)
    {
        if (document.Operations.Count == 1) return document.Operations[0];
        var name = body.TryGetProperty("operationName", out var asked) ? asked.GetString() : null;
        return document.Operations.FirstOrDefault(o => o.Name is not null && o.Name == name)
            ?? throw new GraphException("An operation name is required");
    }

    string Run(GraphDocument document, GraphOperation operation, JsonElement variables)
    {
        GraphCheck.Check(AdminSchema.Schema, document);
        var values = new GraphValues(AdminSchema.Schema, operation, variables);
        var plan = new GraphPlan(AdminSchema.Schema, document, operation, values, shop, bulk: false);
        var requested = plan.Cost(plan.Selections, plan.Root);
        if (requested > MostPerQuery)
            throw new GraphException(
                $"Query cost is {requested}, which exceeds the single query max cost limit ({MostPerQuery}).", "MAX_COST_EXCEEDED");
        if (!shop.Bucket.Covers(requested))
            return Write(json =>
            {
                WriteErrors(json, [new GraphException("Throttled", "THROTTLED")]);
                WriteCost(json, requested, null);
            });

        var run = new GraphRun(plan);
        var data = Bytes(json => run.WriteData(json, shop));
        var actual = operation.Kind == "mutation" ? requested : Math.Min(requested, run.Cost - 1);
        shop.Bucket.Spend(actual);
        return Write(json =>
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data, skipInputValidation: true);
            if (plan.Errors.Count > 0) WriteErrors(json, plan.Errors);
            WriteCost(json, requested, actual);
        });
    }

    static void WriteErrors(Utf8JsonWriter json, IEnumerable<GraphException> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
        {
            json.WriteStartObject();
            json.WriteString("message", error.Message);
            if (error.At.Line > 0)
            {
                json.WriteStartArray("locations");
                json.WriteStartObject();
                json.WriteNumber("line", error.At.Line);
                json.WriteNumber("column", error.At.Column);
                json.WriteEndObject();
                json.WriteEndArray();
            }

            if (error.Path is { } path)
            {
                json.WriteStartArray("path");
                json.WriteStringValue(path);
                json.WriteEndArray();
            }

            if (error.Code is { } code)
            {
                json.WriteStartObject("extensions");
                json.WriteString("code", code);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void WriteCost(Utf8JsonWriter json, int requested, int? actual)
    {
        json.WriteStartObject("extensions");
        json.WriteStartObject("cost");
        json.WriteNumber("requestedQueryCost", requested);
        if (actual is { } spent) json.WriteNumber("actualQueryCost", spent);
        else json.WriteNull("actualQueryCost");
        json.WriteStartObject("throttleStatus");
        json.WriteNumber("maximumAvailable", shop.Bucket.Maximum);
        json.WriteNumber("currentlyAvailable", (int)shop.Bucket.Available);
        json.WriteNumber("restoreRate", shop.Bucket.Restore);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static string Write(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }));

    static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(json);
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
