using System.Net.Mail;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ShopClvReports.Reporting;

/// <summary>Who a message is from or to.</summary>
/// <param name="Name">As people see it; data.</param>
/// <param name="Address">ASCII, checked, with its domain in lower case.</param>
sealed partial record Mailbox(string? Name, string Address)
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path of 256 with its angle brackets.</summary>
    const int LongestAddress = 254;

    [JsonIgnore]
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads <c>a@b.nl</c> and <c>Name &lt;a@b.nl&gt;</c>.</summary>
    /// <exception cref="FormatException">Neither.</exception>
    public static Mailbox Parse(string text)
    {
        var open = text.LastIndexOf('<');
        if (open < 0 || !text.TrimEnd().EndsWith('>')) return new Mailbox(null, ParseAddress(text));
        var name = VisibleText.OneLine(text[..open], 100).Trim().Trim('"').Trim();
        return new Mailbox(name.Length == 0 ? null : name, ParseAddress(text.TrimEnd()[(open + 1)..^1]));
    }

    /// <summary>An address alone.</summary>
    /// <exception cref="FormatException">Not an address that every mail server takes.</exception>
    public static string ParseAddress(string text)
    {
        var address = text.Trim();
        if (address.Length > LongestAddress || !Plain().IsMatch(address) || !MailAddress.TryCreate(address, out var parsed) || parsed.Address != address)
            throw new FormatException(
                $"'{VisibleText.OneLine(address, 100)}' is not an e-mail address; expected name@domain in plain letters, digits and signs, "
                + $"at most {LongestAddress} characters, such as jan@example.nl");
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return address[..at] + address[at..].ToLowerInvariant();
    }

    /// <summary>No quoted parts, address literals or letters beyond ASCII: those are rare in mailboxes and common in attacks.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z")]
    private static partial Regex Plain();
}
