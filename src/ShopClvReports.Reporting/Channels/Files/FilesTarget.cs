using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>A destination of files, read and checked.</summary>
/// <param name="Folder">A whole path, without <c>..</c> or a separator at its end.</param>
/// <param name="Pattern">Of the files' names without their endings, as <see cref="FileName"/> reads it.</param>
sealed record FilesTarget(string Folder, IReadOnlyList<ReportFormat> Formats, string Pattern)
{
    const string DefaultPattern = "{schedule}-{date}";

    /// <exception cref="FormatException">The message says what would do.</exception>
    public static FilesTarget Of(Destination destination)
    {
        var target = destination.Target;
        if (!Path.IsPathFullyQualified(target) || target.Contains('\0', StringComparison.Ordinal))
            throw new FormatException($"'{VisibleText.OneLine(target, 200)}' is not a folder; expected a whole path, such as files:/srv/reports");
        if (destination.Options.Keys.FirstOrDefault(o => o is not ("formats" or "name")) is { } unknown)
            throw new FormatException($"files has no option '{VisibleText.OneLine(unknown, 50)}'; expected formats or name");
        return new FilesTarget(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)), ReadFormats(destination), ReadPattern(destination));
    }

    static IReadOnlyList<ReportFormat> ReadFormats(Destination destination)
    {
        var names = (destination.Option("formats") ?? "csv,xlsx").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) throw new FormatException($"formats is empty; expected one or more of {string.Join(", ", ReportFormats.Names)}");
        return [.. names.Select(ReportFormats.Parse).Distinct()];
    }

    static string ReadPattern(Destination destination)
    {
        var pattern = destination.Option("name") ?? DefaultPattern;
        if (string.IsNullOrWhiteSpace(pattern)) throw new FormatException($"name is empty; expected a pattern such as {DefaultPattern}");
        return FileName.UnknownPlaceholder(pattern) is { } unknown
            ? throw new FormatException($"'{unknown}' is unknown in a file's name; expected {string.Join(", ", FileName.Placeholders)}")
            : pattern;
    }
}
