using System.Diagnostics.CodeAnalysis;

namespace ShopClvReports.Reporting;

/// <summary>Addresses that can stand in a header, on a page and in a message as they are.</summary>
static class SafeLink
{
    /// <summary>Of a line in a header: RFC 5322 allows 998.</summary>
    const int Longest = 900;

    public static bool Is([NotNullWhen(true)] string? url) =>
        url is { Length: <= Longest } && url.All(c => c is > ' ' and < '\x7F' and not ('<' or '>' or ',' or '|' or '"'))
        && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http");
}
