using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShopClvReports.Reporting;

/// <summary>The blocks of one message, never more or longer than Slack takes. Text given to it is <see cref="SlackText"/>.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit/blocks</remarks>
sealed class SlackBlocks
{
    public const int LongestHeader = 150;
    public const int LongestSection = 3_000;
    const int MostFields = 10;
    const int MostBlocks = 50;

    readonly JsonArray _blocks = [];

    public JsonArray Finish() => _blocks;

    /// <summary>Length of all as JSON.</summary>
    public int Characters => JsonSerializer.Serialize(_blocks, SlackMessage.Json).Length;

    /// <summary>Nothing for no text: Slack refuses a block without.</summary>
    public void Header(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var plain = Plain(text);
        plain["emoji"] = false;
        Add(new JsonObject { ["type"] = "header", ["text"] = plain });
    }

    /// <inheritdoc cref="Header"/>
    public void Section(string text)
    {
        if (!string.IsNullOrWhiteSpace(text)) Add(new JsonObject { ["type"] = "section", ["text"] = Mrkdwn(text) });
    }

    /// <summary>Nothing for no fields.</summary>
    public void Fields(IEnumerable<string> fields)
    {
        JsonArray all = [.. fields.Take(MostFields).Select(Mrkdwn)];
        if (all.Count > 0) Add(new JsonObject { ["type"] = "section", ["fields"] = all });
    }

    public void Context(IEnumerable<string> texts) =>
        Add(new JsonObject
        {
            ["type"] = "context",
            ["elements"] = new JsonArray([.. texts.Where(text => !string.IsNullOrWhiteSpace(text)).Take(MostFields).Select(Mrkdwn)]),
        });

    public void Table(JsonObject table) => Add(table);

    /// <param name="elements">Buttons.</param>
    public void Actions(JsonArray elements) => Add(new JsonObject { ["type"] = "actions", ["elements"] = elements });

    /// <summary>Those of another list, behind these.</summary>
    public void Add(SlackBlocks others)
    {
        foreach (var block in others._blocks) Add(block!.DeepClone().AsObject());
    }

    public static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    void Add(JsonObject block)
    {
        if (_blocks.Count < MostBlocks) _blocks.Add(block);
    }

    /// <summary>Verbatim: what looks like a link, a channel or a person in somebody's name stays what it is.</summary>
    static JsonNode Mrkdwn(string text) => new JsonObject { ["type"] = "mrkdwn", ["text"] = text, ["verbatim"] = true };
}
