using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShopClvReports.Tests;

/// <summary>What Slack documents about a message, https://docs.slack.dev/reference/block-kit/blocks, held against one.</summary>
static partial class SlackLimits
{
    /// <param name="update">As <c>chat.update</c> takes it.</param>
    public static void Hold(JsonElement body, bool update = false)
    {
        string[] known = update ? ["text", "blocks", "channel", "ts"] : ["text", "blocks", "unfurl_links", "unfurl_media", "channel", "thread_ts"];
        Assert.Empty(body.EnumerateObject().Select(p => p.Name).Except(known));
        Text(body.GetProperty("text").GetString()!, 1, 4_000);
        if (!update) Assert.False(body.GetProperty("unfurl_links").GetBoolean());

        var blocks = body.GetProperty("blocks").EnumerateArray().ToList();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.InRange(blocks.Count(b => Type(b) == "table"), 0, 1);
        foreach (var block in blocks) Block(block);
        // Not documented; msg_blocks_too_long was seen from here on.
        Assert.InRange(Strings(body.GetProperty("blocks")).Sum(s => s.Length), 1, 13_000);
    }

    /// <summary>Every text that Slack will show, of all blocks.</summary>
    public static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(p => p is { Name: "text", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : Strings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    static void Block(JsonElement block)
    {
        switch (Type(block))
        {
            case "header":
                Assert.Equal("plain_text", Type(block.GetProperty("text")));
                Text(block.GetProperty("text").GetProperty("text").GetString()!, 1, 150);
                break;
            case "section" when block.TryGetProperty("fields", out var fields):
                Assert.InRange(fields.GetArrayLength(), 1, 10);
                foreach (var field in fields.EnumerateArray()) Mrkdwn(field, 2_000);
                break;
            case "section":
                Mrkdwn(block.GetProperty("text"), 3_000);
                break;
            case "context":
                Assert.InRange(block.GetProperty("elements").GetArrayLength(), 1, 10);
                foreach (var element in block.GetProperty("elements").EnumerateArray()) Mrkdwn(element, 2_000);
                break;
            case "actions":
                Actions([.. block.GetProperty("elements").EnumerateArray()]);
                break;
            case "table":
                Table(block);
                break;
            default:
                Assert.Fail($"a block of an unknown kind: {block}");
                break;
        }
    }

    static void Table(JsonElement table)
    {
        var rows = table.GetProperty("rows").EnumerateArray().ToList();
        Assert.InRange(rows.Count, 2, 100);
        Assert.All(rows, row => Assert.Equal(rows[0].GetArrayLength(), row.GetArrayLength()));
        Assert.InRange(rows[0].GetArrayLength(), 1, 20);
        Assert.InRange(table.GetProperty("column_settings").GetArrayLength(), 1, 20);
        foreach (var cell in rows.SelectMany(row => row.EnumerateArray()))
        {
            Assert.Equal("raw_text", Type(cell));
            Text(cell.GetProperty("text").GetString()!, 1, 500);
        }

        Assert.InRange(Strings(table).Sum(s => s.Length), 1, 10_000);
    }

    static void Actions(IReadOnlyList<JsonElement> buttons)
    {
        Assert.InRange(buttons.Count, 1, 25);
        Assert.Equal(buttons.Count, buttons.Select(b => b.GetProperty("action_id").GetString()).Distinct().Count());
        foreach (var button in buttons)
        {
            Assert.Equal("button", Type(button));
            Plain(button, "text", 75);
            Text(button.GetProperty("action_id").GetString()!, 1, 255);
            Text(button.GetProperty("value").GetString()!, 1, 2_000);
            if (!button.TryGetProperty("confirm", out var confirm)) continue;
            Plain(confirm, "title", 100);
            Plain(confirm, "text", 300);
            Plain(confirm, "confirm", 30);
            Plain(confirm, "deny", 30);
        }
    }

    static void Plain(JsonElement holder, string name, int longest)
    {
        Assert.Equal("plain_text", Type(holder.GetProperty(name)));
        Text(holder.GetProperty(name).GetProperty("text").GetString()!, 1, longest);
    }

    /// <summary>Links to the web and people by their id are ours: what a name makes of itself has its angle brackets escaped.</summary>
    static void Mrkdwn(JsonElement text, int longest)
    {
        Assert.Equal("mrkdwn", Type(text));
        Assert.True(text.GetProperty("verbatim").GetBoolean());
        Assert.InRange(text.GetProperty("text").GetString()!.Length, 1, longest);
        Text(OurLink().Replace(text.GetProperty("text").GetString()!, "$1-"), 1, longest);
    }

    [GeneratedRegex(@"<(?:https://[^<>|\s]+\|([^<>|]+)|@[UW][A-Z0-9]+)>")]
    private static partial Regex OurLink();

    /// <summary>Of a length, without what would be a mention, and without characters that turn or hide text.</summary>
    static void Text(string text, int shortest, int longest)
    {
        Assert.InRange(text.Length, shortest, longest);
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain('>', text);
        Assert.DoesNotMatch("&(?!(amp|lt|gt);)", text);
        Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u2066' || c == '\uFFFF');
    }

    static string Type(JsonElement element) => element.GetProperty("type").GetString()!;
}
