using System.Globalization;
using System.Text.RegularExpressions;

namespace ShopClvReports.EndToEnd;

/// <summary>A line of <c>shopclv runs list</c>.</summary>
/// <param name="Missed">How many earlier instants it covers.</param>
sealed partial record ListedRun(DateTimeOffset At, string State, int Missed)
{
    /// <summary>Whether anything will still happen.</summary>
    public bool IsOpen => State is "planned" or "rendering" or "sending";

    /// <returns>Earliest instant first.</returns>
    public static async Task<List<ListedRun>> ReadAsync(UserFolder folder) =>
        [.. Line().Matches((await folder.RunAsync("runs", "list", "--last", "100000")).Fine()).Select(m => new ListedRun(
            DateTimeOffset.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m.Groups[2].Value,
            m.Groups[3].Success ? int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture) : 0)).OrderBy(r => r.At)];

    [GeneratedRegex(@"^\d+  (\S+ \S+Z)  \S+  (\w+)(?:  covers (\d+) missed before)?", RegexOptions.Multiline)]
    private static partial Regex Line();
}
