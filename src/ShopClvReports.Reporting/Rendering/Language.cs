namespace ShopClvReports.Reporting;

/// <summary>A language that reports speak.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Dutch.</summary>
    Nl,
}

public static class Languages
{
    /// <summary>As users and pages write them.</summary>
    public static IReadOnlyList<string> Tags { get; } = ["en", "nl"];

    public static string Tag(this Language language) => Tags[(int)language];

    /// <exception cref="FormatException">Another tag.</exception>
    public static Language Parse(string tag) => Tags.ToList().IndexOf(tag) is >= 0 and var language
        ? (Language)language
        : throw new FormatException($"'{tag}' is not a language; expected {string.Join(" or ", Tags)}");
}
