using System.Globalization;
using System.Text;

namespace ShopClvReports.Tests;

/// <summary>A search: <c>updated_at:&gt;='2026-01-01T00:00:00Z' AND customer_id:7</c>. All its terms must hold.</summary>
sealed class GraphSearch
{
    static readonly string[] s_signs = [">=", "<=", ">", "<"];

    readonly List<Term> _terms = [];

    sealed record Term(string Field, string Sign, string Value);

    /// <summary>What a field is of an object, as a number to compare, and how far the value that is asked for reaches.</summary>
    /// <param name="Ordinal">Null: an object without it, which matches nothing.</param>
    public sealed record Known<T>(Func<T, long?> Ordinal, Func<string, (long From, long Before)> Read);

    GraphSearch(string? query)
    {
        foreach (var word in Words(query ?? ""))
        {
            if (word is "AND") continue;
            var colon = word.IndexOf(':');
            if (colon < 1 || word is "OR" or "NOT" || word[0] is '-' or '(')
                throw new GraphException($"Invalid search: '{word}'", "INVALID_SEARCH");
            var value = word[(colon + 1)..];
            var sign = s_signs.FirstOrDefault(s => value.StartsWith(s, StringComparison.Ordinal)) ?? "";
            _terms.Add(new Term(word[..colon], sign, value[sign.Length..].Trim('\'', '"')));
        }
    }

    public static IEnumerable<T> Filter<T>(IEnumerable<T> all, string? query, IReadOnlyDictionary<string, Known<T>> fields)
    {
        foreach (var term in new GraphSearch(query)._terms)
        {
            if (!fields.TryGetValue(term.Field, out var known))
                throw new GraphException($"Invalid search field for query: {term.Field}", "INVALID_SEARCH");
            var (from, before) = known.Read(term.Value);
            all = all.Where(o => known.Ordinal(o) is { } found && term.Sign switch
            {
                ">=" => found >= from,
                ">" => found >= before,
                "<=" => found < before,
                "<" => found < from,
                _ => found >= from && found < before,
            });
        }

        return all;
    }

    public static Known<T> Id<T>(Func<T, long?> id) => new(id, static value => long.TryParse(value, CultureInfo.InvariantCulture, out var number)
        ? (number, number + 1)
        : throw new GraphException($"Invalid id: {value}", "INVALID_SEARCH"));

    public static Known<T> Flag<T>(Func<T, bool> flag) => Word<T>(o => flag(o) ? "true" : "false", "false", "true");

    /// <summary>One of some words, in any case.</summary>
    public static Known<T> Word<T>(Func<T, string> word, params string[] words)
    {
        return new(o => Place(word(o)), value => Place(value) is var place and >= 0
            ? (place, place + 1)
            : throw new GraphException($"Invalid value: {value}", "INVALID_SEARCH"));

        long Place(string value) => Array.FindIndex(words, w => w.Equals(value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>To the second; a date alone is the whole day in the shop's zone.</summary>
    public static Known<T> Instant<T>(Func<T, DateTimeOffset?> at, TimeZoneInfo zone) =>
        new(o => at(o)?.ToUnixTimeSeconds(), value => Instant(value, zone, wholeDay: false));

    /// <summary>Whatever time is asked for, its whole day in the shop's zone is meant.</summary>
    public static Known<T> Day<T>(Func<T, DateTimeOffset?> at, TimeZoneInfo zone) =>
        new(o => at(o)?.ToUnixTimeSeconds(), value => Instant(value, zone, wholeDay: true));

    static (long From, long Before) Instant(string value, TimeZoneInfo zone, bool wholeDay)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return WholeDay(day, zone);
        if (value.Length < 19 || !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new GraphException($"Invalid timestamp for query: {value}", "INVALID_SEARCH");
        return wholeDay
            ? WholeDay(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime), zone)
            : (at.ToUnixTimeSeconds(), at.ToUnixTimeSeconds() + 1);
    }

    static (long, long) WholeDay(DateOnly day, TimeZoneInfo zone) => (Start(day, zone), Start(day.AddDays(1), zone));

    static long Start(DateOnly day, TimeZoneInfo zone) =>
        new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(default), zone)).ToUnixTimeSeconds();

    static List<string> Words(string query)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        foreach (var c in query)
        {
            if (quote is null && char.IsWhiteSpace(c))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
                continue;
            }

            if (c == quote) quote = null;
            else if (quote is null && c is '\'' or '"') quote = c;
            word.Append(c);
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
