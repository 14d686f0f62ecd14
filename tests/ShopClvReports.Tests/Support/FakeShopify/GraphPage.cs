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
        var sorted = all.Select(o => (Key: key(o), Id: id(o), Node: o)).ToList();
        sorted.Sort((a, b) => (a.Key, a.Id).CompareTo((b.Key, b.Id)));
        if (call.Flag("reverse")) sorted.Reverse();
        if (call.Bulk) return new GraphPage([.. sorted.Select(o => new Edge(o.Node, ""))], false, false);

        var (first, last) = (call.Count("first"), call.Count("last"));
        if (first is null == last is null) throw new GraphException("you must provide one of first or last", "BAD_REQUEST");
        var size = first ?? last!.Value;
        if (size is < 1 or > MostAtOnce) throw new GraphException($"first cannot exceed {MostAtOnce}", "BAD_REQUEST");

        var sign = call.Flag("reverse") ? -1 : 1;
        var depth = 0;
        int from = 0, to = sorted.Count;
        if (call.Text("after") is { } after)
        {
            var cursor = Decode(after, "after");
            depth = cursor.N;
            from = sorted.FindIndex(o => sign * (o.Key, o.Id).CompareTo((cursor.Value, cursor.Id)) > 0) is var found and >= 0 ? found : sorted.Count;
        }

        if (call.Text("before") is { } before)
        {
            var cursor = Decode(before, "before");
            to = sorted.FindIndex(o => sign * (o.Key, o.Id).CompareTo((cursor.Value, cursor.Id)) >= 0) is var found and >= 0 ? found : sorted.Count;
        }

        if (last is not null) from = Math.Max(from, to - size);
        else to = Math.Min(to, from + size);
        if (depth + (to - from) > Deepest)
            throw new GraphException($"Pagination is limited to {Deepest} objects; narrow the query", "BAD_REQUEST");
        return new GraphPage(
            [.. sorted[from..Math.Max(from, to)].Select((o, i) => new Edge(o.Node, Encode(o.Id, o.Key, depth + i + 1)))],
            to < sorted.Count, from > 0);
    }

    /// <summary>Exact up to the limit, which may be said to be none.</summary>
    public static FakeCount Count(int count, GraphCall call) =>
        call.Count("limit") is { } most && count > most ? new FakeCount(most, "AT_LEAST") : new FakeCount(count, "EXACT");

    static string Encode(long id, long value, int n) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { last_id = id, last_value = value, n })));

    static (long Id, long Value, int N) Decode(string cursor, string argument)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(cursor));
            var last = json.RootElement;
            return (last.GetProperty("last_id").GetInt64(), last.GetProperty("last_value").GetInt64(), last.GetProperty("n").GetInt32());
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw new GraphException($"Invalid cursor for argument {argument}", "BAD_REQUEST");
        }
    }
}

sealed record FakeCount(int Count, string Precision);
