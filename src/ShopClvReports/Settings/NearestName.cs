namespace ShopClvReports;

/// <summary>The known name that a mistyped one is most like.</summary>
static class NearestName
{
    /// <returns>Null when none is near enough to be meant: more than one letter in three differs.</returns>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: Distance(typed, name)))
        .Where(n => n.Distance <= Math.Max(1, typed.Length / 3))
        .OrderBy(n => n.Distance)
        .Select(n => n.Name)
        .FirstOrDefault();

    /// <summary>Levenshtein's: letters to insert, remove or replace, whatever their case.</summary>
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
