using System.Text.RegularExpressions;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Where in Slack, as a destination says it: <c>#customers</c>, an id such as <c>C0123ABC</c>, or <c>webhook</c>.</summary>
/// <param name="Attach">What goes into the message's thread; null for nothing.</param>
sealed partial record SlackTarget(string Channel, ReportFormat? Attach)
{
    const string Webhook = "webhook";

    /// <summary>Whether the settings' webhook is meant, which knows its channel itself.</summary>
    public bool IsWebhook => Channel == Webhook;

    /// <exception cref="FormatException">No such target or option; the message says what would do.</exception>
    public static SlackTarget Of(Destination destination)
    {
        if (destination.Options.Keys.FirstOrDefault(name => name != "attach") is { } unknown)
            throw new FormatException($"'{unknown}' is not an option of slack; expected attach=none, attach=csv or attach=xlsx");
        var target = destination.Target;
        var attach = destination.Option("attach");
        if (target == Webhook)
            return attach is null or "none"
                ? new SlackTarget(Webhook, null)
                : throw new FormatException("a Slack webhook carries no file; leave attach out, or name a channel such as slack:#customers");
        if (!Name().IsMatch(target) && !Id().IsMatch(target))
            throw new FormatException(
                $"'{VisibleText.OneLine(target, 80)}' is not a place in Slack; expected a channel such as #customers (small letters), "
                + "an id such as C0123ABC, or webhook");
        return new SlackTarget(target, attach switch
        {
            null or "csv" => ReportFormat.Csv,
            "xlsx" => ReportFormat.Xlsx,
            "none" => null,
            _ => throw new FormatException($"'{VisibleText.OneLine(attach, 80)}' cannot be attached in Slack; expected attach=none, attach=csv or attach=xlsx"),
        });
    }

    /// <summary>Slack's rule: at most 80 letters without capitals, digits, hyphens and underscores, of any script.</summary>
    [GeneratedRegex(@"^#[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}_-]{1,80}\z")]
    private static partial Regex Name();

    /// <summary>A channel, group, conversation, or a person, who gets it from the bot.</summary>
    [GeneratedRegex(@"^[CGDUW][A-Z0-9]{6,30}\z")]
    private static partial Regex Id();
}
