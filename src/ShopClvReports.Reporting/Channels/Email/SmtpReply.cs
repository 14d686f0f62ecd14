using System.Globalization;
using System.Text.RegularExpressions;

namespace ShopClvReports.Reporting;

/// <summary>What a mail server answers.</summary>
/// <param name="Code">Three digits, such as 250.</param>
/// <param name="Lines">What follows the code on each line, as received.</param>
sealed partial record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsYes => Code is >= 200 and < 300;
    public bool IsNotNow => Code is >= 400 and < 500;
    public bool IsNo => Code is >= 500 and < 600;

    /// <summary>The finer code of RFC 3463, such as <c>5.7.8</c>; empty without one.</summary>
    public string Status => StatusCode().Match(Lines[0]).Value;

    /// <summary>On one line, fit to be shown.</summary>
    public string Words => string.Create(
        CultureInfo.InvariantCulture, $"{Code} {VisibleText.OneLine(string.Join(' ', Lines.Select((line, i) => i == 0 ? line : WithoutStatus(line))), 400)}").Trim();

    string WithoutStatus(string line) => Status.Length > 0 && line.StartsWith(Status, StringComparison.Ordinal) ? line[Status.Length..].TrimStart() : line;

    [GeneratedRegex(@"\A[245]\.[0-9]{1,3}\.[0-9]{1,3}\b")]
    private static partial Regex StatusCode();
}
