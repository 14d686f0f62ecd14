using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Customers of alerts, one by one.</summary>
/// <param name="Past">What such customers did before; null when it is not about quiet ones.</param>
/// <param name="More">How many are in a file alone; null when all are here.</param>
public sealed record MailAlerts(string? Past, IReadOnlyList<MailAlert> Customers, string? More)
{
    /// <param name="hasFiles">Whether a file with all customers goes with it.</param>
    public static MailAlerts Of(Content.OfAlerts content, AlertText text, Language language, bool hasFiles)
    {
        var (digest, say) = (content.Digest, MessageWords.Of(language));
        var count = Formats.Of(language).Count(digest.More);
        return new MailAlerts(
            digest.Customers.Count == 0 ? null : text.Past(digest.Past),
            [.. digest.Customers.Select((customer, i) => MailAlert.Of(customer, i + 1, text, language, content.ActionUrl))],
            digest.More <= 0 ? null : hasFiles ? say.MoreInFiles(count, Words.Of(language).CustomerRows) : say.More(count, Words.Of(language).CustomerRows));
    }

    public static MailAlerts Of(Content.OfFollowUp content, AlertText text) => new(
        null,
        [.. content.Returned.Take(AlertDigest.MostCustomers).Select(c => new MailAlert(
            "", text.Who(c.Name, c.Email, c.Id), Named(c.Name, c.Email), [text.BoughtAgain(c)], null, Link(c.AdminUrl, text), []))],
        text.MoreReturned(content.Returned));

    /// <summary>The address where it does not stand in the name's place.</summary>
    internal static string? Named(string? name, string? email) => string.IsNullOrWhiteSpace(name) ? null : AlertText.Email(email);

    internal static MailLink? Link(string? adminUrl, AlertText text) => SafeLink.Is(adminUrl) ? new MailLink(text.Words.OpenInAdmin, adminUrl) : null;
}

/// <summary>One customer.</summary>
/// <param name="Place">Such as <c>1</c>; empty without an order of rank.</param>
/// <param name="Note">That it was told before, or what became of it.</param>
/// <param name="Acts">What can be said of the customer with a click.</param>
public sealed record MailAlert(
    string Place, string Who, string? Email, IReadOnlyList<string> Lines, string? Note, MailLink? Admin, IReadOnlyList<MailLink> Acts)
{
    public static MailAlert Of(AlertedCustomer customer, int place, AlertText text, Language language, Func<Alert, AlertAction, string>? url)
    {
        var (alert, standing) = (customer.Alert, text.Standing(customer.Alert));
        return new MailAlert(
            Formats.Of(language).Count(place), text.Who(customer.Name, customer.Email, customer.Id), MailAlerts.Named(customer.Name, customer.Email),
            [.. text.Lines(customer)], standing ?? (customer.IsRepeat ? text.Words.ToldBefore : null), MailAlerts.Link(customer.AdminUrl, text),
            url is null || alert.Id == 0 || standing is not null
                ? []
                :
                [
                    .. Enum.GetValues<AlertAction>().Select(action => new MailLink(text.Words.Label(action), url(alert, action)))
                        .Where(link => SafeLink.Is(link.Url)),
                ]);
    }
}

public sealed record MailLink(string Label, string Url);
