using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The files of a message: as many as the limit has room for, and a line for each of the others.</summary>
sealed record MailFiles(IReadOnlyList<StoredAttachment> Attached, IReadOnlyList<string> LeftOut)
{
    public static MailFiles None { get; } = new([], []);

    /// <param name="limit">Of all together, in bytes.</param>
    public static async Task<MailFiles> OfAsync(Rendering rendering, Report report, IReadOnlyList<ReportFormat> formats, long limit, CancellationToken cancel)
    {
        List<StoredAttachment> attached = [];
        List<string> leftOut = [];
        var room = limit;
        foreach (var format in formats)
        {
            var file = await rendering.Artifacts.FileAsync(format, cancel);
            var name = FileName(report, format, rendering.Language);
            if (file.Bytes <= room)
            {
                attached.Add(new StoredAttachment(file.Name, name, format.MediaType()));
                room -= file.Bytes;
            }
            else
            {
                leftOut.Add(MessageWords.Of(rendering.Language).FileTooLarge(name, Megabytes(file.Bytes, rendering.Language), Megabytes(limit, rendering.Language)));
            }
        }

        return new MailFiles(attached, leftOut);
    }

    /// <summary>Such as <c>klantwaarde-clv-2026-06-30.csv</c>: title and last day, in letters that every system takes.</summary>
    static string FileName(Report report, ReportFormat format, Language language)
    {
        var name = new StringBuilder();
        foreach (var c in ReportText.Of(report, language).Title.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
        return string.Create(CultureInfo.InvariantCulture, $"{name.ToString().Trim('-')}-{report.To:yyyy-MM-dd}{format.FileExtension()}");
    }

    /// <summary>Rounded up, so that what is too large also looks it.</summary>
    static string Megabytes(long bytes, Language language)
    {
        var tenths = (bytes + 99_999) / 100_000;
        return $"{Formats.Of(language).Count(tenths / 10)}{(language == Language.Nl ? "," : ".")}{tenths % 10} MB";
    }
}
