using System.Text.Json.Nodes;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// The message about customers that are unusually quiet: for each a section and what can be done, or what was. As many customers as
/// Slack takes in one message; the others are in the file.
/// </summary>
sealed class SlackAlerts
{
    /// <summary>
    /// Of the blocks' JSON. Slack refuses messages that are too long together (<c>msg_blocks_too_long</c>) by a rule that it does not
    /// tell: 50 blocks of 15,561 characters were taken and 45 of 17,694 refused (https://github.com/slackapi/bolt-js/issues/2867).
    /// </summary>
    const int MostCharacters = 15_000;
    const int LongestText = 1_000;
    const int LongestMessage = 1_000;
    const int LongestLine = 200;

    readonly Rendering _rendering;
    readonly AlertDigest _digest;
    readonly AlertText _text;
    readonly bool _hasButtons;
    readonly SlackBlocks _blocks = new();

    public SlackAlerts(Rendering rendering, AlertDigest digest)
    {
        (_rendering, _digest, _text) = (rendering, digest, new AlertText(rendering.Language, rendering.Shop.TimeZone));
        var target = SlackTarget.Of(rendering.Destination);
        _hasButtons = !target.IsWebhook && new SlackSettings(rendering.Settings).SigningSecret is not null;
        Begin();
        var end = new SlackBlocks();
        var words = MessageWords.Of(rendering.Language);
        end.Context([SlackText.Line(words.SentBecause(VisibleText.OneLine(rendering.Run.Name, 100), rendering.Shop.Domain), LongestLine)]);
        var more = digest.Customers.Count + Math.Max(0, digest.More) - AddCustomers(MostCharacters - _blocks.Characters - end.Characters - LongestLine);
        Attach = rendering.Destination.Option("attach") is null && more == 0 ? null : target.Attach;
        var count = Formats.Of(rendering.Language).Count(more);
        var rows = Words.Of(_rendering.Language).CustomerRows;
        if (more > 0) _blocks.Section(Attach is null ? words.More(count, rows) : words.MoreInFiles(count, rows));
        _blocks.Add(end);
    }

    /// <summary>What goes into the thread: what was asked for; where nothing was, a list when not all are shown.</summary>
    public ReportFormat? Attach { get; }

    /// <param name="file">An artifact's name; null when it is in the thread already, or there is none.</param>
    public SlackMessage Message(string? file = null)
    {
        var names = _digest.Customers.Count > 1 ? _digest.Customers.Select(c => _text.Who(c.Name, c.Email, c.Id)) : [];
        return SlackMessage.Of(SlackText.Lines([Title, .. names], LongestText), _blocks, file);
    }

    string Title => SlackMessage.Marked(
        _rendering, string.IsNullOrWhiteSpace(_rendering.Run.Definition.Subject) ? _text.Subject(_digest) : _rendering.Run.Definition.Subject);

    void Begin()
    {
        var run = _rendering.Run;
        _blocks.Header(SlackText.Line(Title, SlackBlocks.LongestHeader));
        if (run.Definition.Message is { } message) _blocks.Section(SlackText.Lines(message.Split('\n'), LongestMessage));
        if (run.Kind == RunKind.Test) _blocks.Section($"_{MessageWords.Of(_rendering.Language).TestNote}_");
        if (_digest.Customers.Count > 0) _blocks.Section(SlackText.Line(_text.Past(_digest.Past), LongestLine));
    }

    /// <param name="left">Characters there is room for.</param>
    /// <returns>How many are shown.</returns>
    int AddCustomers(int left)
    {
        foreach (var (i, customer) in _digest.Customers.Index())
        {
            var block = new SlackBlocks();
            block.Section(Section(customer, i + 1));
            // Counted as if nobody had acted, so that the same customers are shown when the message is changed.
            left -= block.Characters + Buttons(customer).ToJsonString(SlackMessage.Json).Length;
            if (left < 0 && i > 0) return i;
            if (Standing(customer.Alert) is { } standing) block.Context([$"*{standing}*"]);
            else if (_hasButtons && customer.Alert is { Id: > 0, IsActionable: true }) block.Actions(Buttons(customer));
            _blocks.Add(block);
        }

        return _digest.Customers.Count;
    }

    string? Standing(Alert alert) => _text.Standing(alert, SlackClick.Mention(alert.By));

    string Section(AlertedCustomer customer, int place)
    {
        var who = SlackText.Link(_text.Who(customer.Name, customer.Email, customer.Id), customer.AdminUrl, LongestLine);
        var email = string.IsNullOrWhiteSpace(customer.Name) ? null : AlertText.Email(customer.Email);
        return string.Join('\n',
        [
            $"*{Formats.Of(_rendering.Language).Count(place)}. {who}*{(email is null ? "" : $" · {SlackText.Line(email, LongestLine)}")}",
            .. _text.Lines(customer).Select(line => SlackText.Line(line, LongestLine)),
            .. customer.IsRepeat ? [$"_{_text.Words.ToldBefore}_"] : Array.Empty<string>(),
        ]);
    }

    JsonArray Buttons(AlertedCustomer customer) =>
        [.. Enum.GetValues<AlertAction>().Select(action => Button(action, SlackClick.Value(_rendering.Shop.Id, customer.Alert.Id)))];

    JsonObject Button(AlertAction action, string value)
    {
        var button = new JsonObject
        {
            ["type"] = "button",
            ["text"] = SlackBlocks.Plain(_text.Words.Label(action)),
            ["action_id"] = SlackClick.Id(action),
            ["value"] = value,
        };
        // Asked once more: the customer would not be heard of again.
        if (action == AlertAction.Dismiss)
            button["confirm"] = new JsonObject
            {
                ["title"] = SlackBlocks.Plain(_text.Words.Label(action)),
                ["text"] = SlackBlocks.Plain(_text.Words.Means(action)),
                ["confirm"] = SlackBlocks.Plain(_text.Words.Yes),
                ["deny"] = SlackBlocks.Plain(_text.Words.No),
            };
        return button;
    }
}
