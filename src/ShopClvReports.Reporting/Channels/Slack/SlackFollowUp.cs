using System.Text.Json.Nodes;

namespace ShopClvReports.Reporting;

/// <summary>The message that another one changes.</summary>
/// <param name="Reply">Goes into its thread then; null for nothing.</param>
sealed record SlackFollowUp(string Channel, string Ts, JsonObject? Reply)
{
    const int LongestLine = 200;

    /// <summary>The original as it is now; where that cannot be changed, who came back in a message of its own.</summary>
    public static SlackMessage Of(Rendering rendering, Content.OfFollowUp content)
    {
        var reply = content.Returned.Count == 0 ? null : OfReturned(rendering, content.Returned).Body;
        if (SlackPosted.OfReceipt(content.Original.ProviderId) is { } posted)
            return new SlackAlerts(rendering, content.Digest).Message() with { FollowUp = new SlackFollowUp(posted.Channel, posted.Ts, reply) };
        return new SlackMessage(reply ?? throw new InvalidOperationException("there is nobody to tell of, and no message to change"), null);
    }

    static SlackMessage OfReturned(Rendering rendering, IReadOnlyList<ReturnedCustomer> returned)
    {
        var text = new AlertText(rendering.Language, rendering.Shop.TimeZone);
        var blocks = new SlackBlocks();
        foreach (var c in returned.Take(AlertDigest.MostCustomers))
            blocks.Section($"{text.Words.IsBack(SlackText.Link(text.Who(c.Name, c.Email, c.Id), c.AdminUrl, LongestLine))}: {text.BoughtAgain(c)}");
        if (text.MoreReturned(returned) is { } more) blocks.Section(more);
        return SlackMessage.Of(SlackText.Line(text.Title(returned), LongestLine), blocks, null);
    }

    public JsonObject ToJson() => new() { ["channel"] = Channel, ["ts"] = Ts, ["reply"] = Reply?.DeepClone() };

    public static SlackFollowUp Parse(JsonObject json) => new((string)json["channel"]!, (string)json["ts"]!, json["reply"]?.DeepClone().AsObject());
}
