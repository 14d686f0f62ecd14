using System.Globalization;
using System.Text.RegularExpressions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>What a text must be: in words for the error, and as a check.</summary>
/// <param name="IsSecret">Never shown, wrong or not.</param>
sealed partial record TextRule(string Expected, Func<string, bool> Check, bool IsSecret = false)
{
    public static TextRule Text { get; } = new("a text on one line", _ => true);

    public static TextRule Password { get; } = new("a password on one line", _ => true, IsSecret: true);

    public static TextRule HostName { get; } = new("the name of a server such as smtp.example.nl", text => Uri.CheckHostName(text) != UriHostNameType.Unknown);

    public static TextRule MailSecurity { get; } = new("starttls, tls or none", text => text is "starttls" or "tls" or "none");

    public static TextRule Destinations { get; } = new(
        "destinations with blanks between them, such as email:me@example.nl slack:#ops",
        text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(part => part.IndexOf(':', StringComparison.Ordinal) > 0));

    public static TextRule Path { get; } = new("a path", _ => true);

    public static TextRule Language { get; } = new("en or nl", Languages.Tags.Contains);

    public static TextRule ListenUrl { get; } = new(
        "an address to listen on such as http://127.0.0.1:8080, without a path",
        text => ListenUrlPattern().IsMatch(text) && Uri.TryCreate(text.Replace("//*", "//any").Replace("//+", "//any"), UriKind.Absolute, out _));

    public static TextRule WebUrl { get; } = new(
        "an absolute URL that begins with http:// or https://",
        text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");

    public static TextRule AdminUrl { get; } = new(
        "a URL with {shop} in the place of the shop's domain, such as https://{shop}",
        text => text.Contains("{shop}", StringComparison.Ordinal) && WebUrl!.Check(text.Replace("{shop}", "shop", StringComparison.Ordinal)));

    public static TextRule Scopes { get; } = new(
        "scopes such as read_orders,read_customers", text => text.Split(',').All(scope => scope.Length > 0 && scope.All(c => char.IsAsciiLetterLower(c) || c == '_')));

    public static TextRule TimeZone { get; } = new(
        "the IANA name of a time zone, such as Europe/Amsterdam",
        text => TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId);

    public static TextRule TimeOfDay { get; } = new(
        "a time of day such as 03:30", text => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    public static TextRule CurrencyCode { get; } = new(
        $"a currency of three letters (ISO 4217), such as {new Currency("EUR")}",
        text => text.Length == 3 && text.All(char.IsAsciiLetter));

    public static TextRule Tiers { get; } = new("tiers such as vip=5%,high=20%,medium=50%,low or vip=1000,high=500,low=0", AreTiers);

    public static TextRule ShopDomain { get; } = new("a shop's domain such as my-shop.myshopify.com", ShopDomainPattern().IsMatch);

    public static TextRule Secret { get; } = new("a secret without blanks", text => !text.Any(char.IsWhiteSpace), IsSecret: true);

    public static TextRule Key { get; } = new(
        "base64 of 32 bytes",
        text => text.Length == 44 && Convert.TryFromBase64String(text, new byte[33], out var length) && length == 32,
        IsSecret: true);

    public bool Holds(string text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl) && Check(text);

    static bool AreTiers(string text)
    {
        try
        {
            Analytics.Tiers.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^http://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]|[*+])(:[0-9]{1,5})?/?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ListenUrlPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]*\.myshopify\.com\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShopDomainPattern();
}
