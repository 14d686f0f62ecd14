using System.Text;
using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>What a connection answers. A cursor names the last object and its sort key, so that it stands whatever changes meanwhile.</summary>
sealed record GraphPage(IReadOnlyList<GraphPage.Edge> Edges, bool HasNext, bool HasPrevious)
{
    /// <summary>The arguments that every connection takes.</summary>
    public const string Arguments = "after: String, before: String, first: Int, last: Int, reverse: Boolean = false";

    const int MostAtOnce = 250;
    const int Deepest = 25_000;

    public sealed record Edge(object Node, string Cursor);

    /// <param name="key">Sorted by it, then by the id.</param>
    public static GraphPage Of<T>(IEnumerable<T> all, Func<T, long> key, Func<T, long> id, GraphCall call) where T : notnull
    {
        var keyed = all.Select(o => (Key: key(o), Id: id(o), Node: o));
        var ahead = !call.Flag("reverse");
        if (call.Bulk) return new GraphPage([.. Sorted(keyed, ahead).Select(o => new Edge(o.Node, ""))], false, false);

        var (first, last) = (call.Count("first"), call.Count("last"));
        if (first is null == last is null) throw new GraphException("you must provide one of first or last", "BAD_REQUEST");
        var size = first ?? last!.Value;
        if (size is < 1 or > MostAtOnce) throw new GraphException($"first cannot exceed {MostAtOnce}", "BAD_REQUEST");

        // Backwards is forwards through the other end.
        var turned = last is not null;
        var depth = 0;
        if (call.Text(turned ? "before" : "after") is { } cursor)
        {
            var (lastId, lastKey, n) = Decode(cursor);
            depth = n;
            keyed = keyed.Where(o => (o.Key, o.Id).CompareTo((lastKey, lastId)) is var order && (ahead != turned ? order > 0 : order < 0));
        }

        var found = Sorted(keyed, ahead != turned).Take(size + 1).ToList();
        if (depth + Math.Min(found.Count, size) > Deepest)
            throw new GraphException($"Pagination is limited to {Deepest} objects; narrow the query", "BAD_REQUEST");
        var edges = found.Take(size).Select((o, i) => new Edge(o.Node, Encode(o.Id, o.Key, depth + i + 1))).ToList();
        if (turned) edges.Reverse();
        var (more, before) = (found.Count > size, depth > 0);
        return new GraphPage(edges, turned ? before : more, turned ? more : before);
    }

    static IEnumerable<(long Key, long Id, T Node)> Sorted<T>(IEnumerable<(long Key, long Id, T Node)> all, bool ahead) =>
        ahead ? all.OrderBy(o => (o.Key, o.Id)) : all.OrderByDescending(o => (o.Key, o.Id));

    /// <summary>Exact up to the limit, which may be said to be none.</summary>
    public static FakeCount Count(int count, GraphCall call) =>
        call.Count("limit") is { } most && count > most ? new FakeCount(most, "AT_LEAST") : new FakeCount(count, "EXACT");

    static string Encode(long id, long value, int n) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { last_id = id, last_value = value, n })));

    static (long Id, long Value, int N) Decode(string cursor)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(cursor));
            var last = json.RootElement;
            return (last.GetProperty("last_id").GetInt64(), last.GetProperty("last_value").GetInt64(), last.GetProperty("n").GetInt32());
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new GraphException("Invalid cursor for current pagination sort.", "BAD_REQUEST");
        }
    }
}

sealed record FakeCount(int Count, string Precision);
