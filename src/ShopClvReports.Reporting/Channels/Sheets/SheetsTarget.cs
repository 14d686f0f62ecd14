using System.Globalization;
using System.Text.RegularExpressions;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>A destination in Google Sheets, read and checked.</summary>
/// <param name="Spreadsheet">Its id.</param>
/// <param name="Tab">As asked for; null for the word for customers in the schedule's language.</param>
/// <param name="Keep">With <paramref name="History"/>: how many tabs stay.</param>
sealed partial record SheetsTarget(string Spreadsheet, string? Tab, bool History, int Keep)
{
    /// <summary>Characters. Google takes 100; a currency and a date come on top.</summary>
    const int LongestTab = 80;

    /// <summary>A spreadsheet takes 200 tabs.</summary>
    const int MostKept = 150;

    const string DefaultKeep = "12";

    /// <summary>Tells two tabs of one spreadsheet apart.</summary>
    public string Recipient => Tab is null ? Spreadsheet : $"{Spreadsheet}#{Tab}";

    /// <exception cref="FormatException">The message says what would do.</exception>
    public static SheetsTarget Of(Destination destination)
    {
        var address = Address().Match(destination.Target);
        // An address copied from a browser brings its own options, such as gid and usp.
        if (!address.Success && destination.Options.Keys.FirstOrDefault(o => o is not ("tab" or "mode" or "keep")) is { } unknown)
            throw new FormatException($"sheets has no option '{VisibleText.OneLine(unknown, 50)}'; expected tab, mode or keep");
        var id = address.Success ? address.Groups[1].Value : destination.Target;
        if (!Id().IsMatch(id))
            throw new FormatException(
                $"'{VisibleText.OneLine(destination.Target, 200)}' is not a spreadsheet; expected its address in a browser, "
                + "https://docs.google.com/spreadsheets/d/…, or the id in it");
        var history = destination.Option("mode") switch
        {
            null or "replace" => false,
            "history" => true,
            var mode => throw new FormatException($"'{VisibleText.OneLine(mode, 50)}' is not a mode of sheets; expected replace or history"),
        };
        if (!history && destination.Option("keep") is not null) throw new FormatException("keep goes with mode=history only");
        if (!int.TryParse(destination.Option("keep") ?? DefaultKeep, NumberStyles.None, CultureInfo.InvariantCulture, out var keep) || keep is < 1 or > MostKept)
            throw new FormatException($"'{VisibleText.OneLine(destination.Option("keep"), 50)}' tabs cannot be kept; expected 1 to {MostKept}");
        return new SheetsTarget(id, ReadTab(destination.Option("tab")), history, keep);
    }

    static string? ReadTab(string? tab)
    {
        if (tab is null) return null;
        return tab.Length is > 0 and <= LongestTab && VisibleText.OneLine(tab, LongestTab) == tab && tab.Trim() == tab
            ? tab
            : throw new FormatException($"'{VisibleText.OneLine(tab, 100)}' will not do as a tab's name; expected 1 to {LongestTab} plain characters");
    }

    [GeneratedRegex(@"^https://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]{20,200})(?:[/#?].*)?$", RegexOptions.Singleline)]
    private static partial Regex Address();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{20,200}\z")]
    private static partial Regex Id();
}
