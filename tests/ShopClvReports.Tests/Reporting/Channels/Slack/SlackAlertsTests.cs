using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What a channel in Slack reads of customers that are unusually quiet.</summary>
public sealed class SlackAlertsTests
{
    const string Place = "slack:#customers";

    /// <summary>The most that was seen to be taken, see <c>SlackAlerts</c>.</summary>
    const int MostTaken = 15_561;

    [Fact]
    public async Task A_customer_is_told_with_worth_rhythm_taste_and_what_to_do()
    {
        var body = await RenderAsync(Some.Digest(1, [Some.QuietCustomer()], new Comeback(120, 49, 90)));

        Assert.Equal(["header", "section", "section", "actions", "context"], Blocks(body).Select(Type));
        Assert.Equal("Jan de Vries is unusually quiet", Text(Blocks(body)[0]));
        Assert.Equal("Of 120 customers this quiet, 41% bought again within 90 days.", Text(Blocks(body)[1]));
        Assert.Equal(
            """
            *1. <https://admin.shopify.com/store/voorbeeld/customers/11|Jan de Vries>* · jan@example.com
            €1,234.56 in 12 orders, €102.88 on average, 3.4% of revenue
            €450.00 in the year up to the last order
            Usually every 31 days, now 74 · last order 17 Apr 2026
            Used to buy: Espresso beans 1 kg, Milk jug, Filters
            """.ReplaceLineEndings("\n"),
            Text(Blocks(body)[2]));
        Assert.Equal(["contacted 1/5 Contacted", "snooze 1/5 Snooze 30 days", "dismiss 1/5 Not a customer any more"], Buttons(Blocks(body)[3]));
        Assert.True(Blocks(body)[3].GetProperty("elements")[2].TryGetProperty("confirm", out _));
        Assert.Equal("Jan de Vries is unusually quiet", body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task It_reads_in_Dutch()
    {
        var body = await RenderAsync(
            Some.Digest(2, [Some.QuietCustomer() with { IsRepeat = true }, Some.QuietCustomer(Some.Alert(6)) with { Orders = 1, UsualGapDays = null, DaysSince = 120, UsedToBuy = [] }]),
            language: Language.Nl);

        Assert.Equal("2 klanten zijn ongewoon stil (regel VIPs)", Text(Blocks(body)[0]));
        Assert.Equal("Er zijn te weinig klanten zo stil geweest om te zeggen hoeveel er terugkomen.", Text(Blocks(body)[1]));
        Assert.Equal(
            """
            *1. <https://admin.shopify.com/store/voorbeeld/customers/11|Jan de Vries>* · jan@example.com
            € 1.234,56 in 12 bestellingen, gemiddeld € 102,88, 3,4% van de omzet
            € 450,00 in het jaar tot en met de laatste bestelling
            Normaal om de 31 dagen, nu al 74 dagen stil · laatste bestelling 17 apr 2026
            Kocht vooral: Espresso beans 1 kg, Milk jug, Filters
            _Al eerder gemeld, nog steeds stil_
            """.ReplaceLineEndings("\n"),
            Text(Blocks(body)[2]));
        Assert.Contains("Kocht één keer, 120 dagen geleden · laatste bestelling 17 apr 2026", Text(Blocks(body)[4]));
        Assert.Equal(["contacted 1/5 Contact opgenomen", "snooze 1/5 30 dagen uitstellen", "dismiss 1/5 Geen klant meer"], Buttons(Blocks(body)[3]));
    }

    [Theory]
    [InlineData(AlertState.Contacted, "slack:U0123ABC", "*Contacted by <@U0123ABC>*")]
    [InlineData(AlertState.Contacted, "mail", "*Contacted*")]
    [InlineData(AlertState.Contacted, "slack:<!channel>", "*Contacted*")]
    [InlineData(AlertState.Snoozed, "slack:W0123ABC", "*Snoozed until 23 Jul 2026 by <@W0123ABC>*")]
    [InlineData(AlertState.Dismissed, "cli", "*Not a customer any more*")]
    [InlineData(AlertState.CameBack, "slack:U0123ABC", "*Came back on 1 Jul 2026*")]
    [InlineData(AlertState.Dropped, null, "*No longer followed*")]
    public async Task What_became_of_a_customer_stands_where_the_buttons_were(AlertState state, string? by, string line)
    {
        // Both are the next day already where the shop is.
        var alert = Some.Alert(5, state) with { By = by, SnoozedUntil = new(2026, 7, 22, 22, 30, 0, TimeSpan.Zero), ReturnedAt = new(2026, 6, 30, 23, 0, 0, TimeSpan.Zero) };
        var body = await RenderAsync(Some.Digest(1, [Some.QuietCustomer(alert)]));

        Assert.Equal(["header", "section", "section", "context", "context"], Blocks(body).Select(Type));
        Assert.Equal(line, Blocks(body)[3].GetProperty("elements")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task There_are_no_buttons_that_nobody_would_hear()
    {
        var digest = Some.Digest(1, [Some.QuietCustomer()]);
        Assert.DoesNotContain(Blocks(await RenderAsync(digest, signed: false)), b => Type(b) == "actions");
        Assert.DoesNotContain(Blocks(await RenderAsync(digest, place: "slack:webhook")), b => Type(b) == "actions");
        Assert.DoesNotContain(Blocks(await RenderAsync(Some.Digest(1, [Some.QuietCustomer(Some.Alert(0))]))), b => Type(b) == "actions");
        Assert.Contains(Blocks(await RenderAsync(digest)), b => Type(b) == "actions");
    }

    [Theory]
    [MemberData(nameof(SlackMessageTests.HostileNames), MemberType = typeof(SlackMessageTests))]
    public async Task A_customer_named_to_do_harm_does_none(string name)
    {
        var customer = Some.QuietCustomer(Some.Alert(5), name, name) with { UsedToBuy = [name, name, name], Id = name, AdminUrl = $"https://admin.example/{name}" };
        var digest = Some.Digest(30, [.. Enumerable.Repeat(customer, 20)], new Comeback(120, 49, 90)) with { Rule = name };
        var run = SomeRun.Scheduled with { Name = name, Kind = RunKind.Test, Definition = SomeRun.Definition with { Subject = name, Message = name + "\n" + name } };

        SlackLimits.Hold(await RenderAsync(digest, run: run));
        SlackLimits.Hold(await RenderAsync(digest with { Customers = [customer] }, run: SomeRun.Scheduled));
    }

    [Fact]
    public async Task A_customer_named_channel_pings_nobody()
    {
        var body = await RenderAsync(Some.Digest(1, [Some.QuietCustomer(name: "<!channel>|<@U1>")]));
        Assert.Equal("*1. <https://admin.shopify.com/store/voorbeeld/customers/11|&lt;!channel&gt;/&lt;@U1&gt;>* · jan@example.com", Text(Blocks(body)[2]).Split('\n')[0]);
        Assert.DoesNotContain("<!", body.GetRawText().Replace("\\u003C", "<"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://admin.example/1|Jan>")]
    [InlineData("https://admin.example/?&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&")]
    [InlineData(null)]
    public async Task An_address_that_is_none_is_no_link(string? address)
    {
        var body = await RenderAsync(Some.Digest(1, [Some.QuietCustomer() with { AdminUrl = address }]));
        Assert.StartsWith("*1. Jan de Vries* · jan@example.com\n", Text(Blocks(body)[2]));
    }

    [Theory]
    [InlineData(20, Language.En, null)]
    [InlineData(20, Language.Nl, null)]
    [InlineData(250, Language.En, null)]
    [InlineData(250, Language.Nl, "éł客😀<&>")]
    public async Task Twenty_customers_are_never_too_much_for_Slack_and_none_gets_lost(int all, Language language, string? name)
    {
        var driver = Driver();
        var message = await driver.RenderAsync(Place, new Content.OfAlerts(Some.Digest(all, new Comeback(120, 49, 90), name), null), language);
        var body = Body(driver, message);
        SlackLimits.Hold(body.Without("file"));
        Assert.True(body.GetProperty("blocks").GetRawText().Length <= MostTaken, "Slack refuses it");

        var shown = Blocks(body).Count(b => Type(b) == "actions");
        Assert.InRange(shown, 12, 20);
        var words = MessageWords.Of(language);
        if (all > shown) Assert.Contains(Blocks(body), b => Type(b) == "section" && Text(b) == words.MoreInFiles($"{all - shown}", Words.Of(language).CustomerRows));
        Assert.Equal(all > shown, driver.Artifacts.Names.Contains("report.csv"));
    }

    [Theory]
    [InlineData(1, "", null)]
    [InlineData(1, "?attach=xlsx", "report.xlsx")]
    [InlineData(60, "", "report.csv")]
    [InlineData(60, "?attach=xlsx", "report.xlsx")]
    [InlineData(60, "?attach=none", null)]
    public async Task Those_that_are_not_shown_are_in_a_file_in_the_thread(int all, string option, string? file)
    {
        await using var slack = await FakeSlack.StartAsync();
        var channel = new SlackChannel(TimeProvider.System);
        var driver = new ChannelDriver(channel, slack.Settings);
        var sent = await driver.SendAsync(Place + option, "#customers", await driver.RenderAsync(Place + option, new Content.OfAlerts(Some.Digest(all), null)));

        Assert.IsType<Outcome.Sent>(sent);
        Assert.Equal(file is null ? [] : [driver.Artifacts[file].Bytes], slack.Uploads);
        Assert.Equal(file is null && all > 1, Assert.Single(slack.Messages).GetRawText().Contains("not listed here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_gets_it_without_file_and_buttons()
    {
        await using var slack = await FakeSlack.StartAsync();
        var channel = new SlackChannel(TimeProvider.System);
        var driver = new ChannelDriver(channel, new Dictionary<string, string> { ["webhook_url"] = slack.WebhookUrl });
        Assert.IsType<Outcome.Sent>(await driver.SendAsync("slack:webhook", "webhook", await driver.RenderAsync("slack:webhook", new Content.OfAlerts(Some.Digest(60), null))));
        Assert.Equal(["hook-secret"], slack.Calls);
    }

    static ChannelDriver Driver(bool signed = true) => new(
        new SlackChannel(TimeProvider.System), new Dictionary<string, string> { ["token"] = FakeSlack.Token, ["signing_secret"] = signed ? "s" : "" });

    static async Task<JsonElement> RenderAsync(AlertDigest digest, bool signed = true, string place = Place, Language language = Language.En, Run? run = null)
    {
        var driver = Driver(signed);
        driver.Run = run ?? SomeRun.Scheduled;
        return Body(driver, await driver.RenderAsync(place, new Content.OfAlerts(digest, null), language)).Without("file");
    }

    static JsonElement Body(ChannelDriver driver, string message) => JsonDocument.Parse(driver.Artifacts[message].Bytes).RootElement;

    static List<JsonElement> Blocks(JsonElement body) => [.. body.GetProperty("blocks").EnumerateArray()];

    static string Type(JsonElement block) => block.GetProperty("type").GetString()!;

    static string Text(JsonElement block) => block.GetProperty("text").GetProperty("text").GetString()!;

    static IEnumerable<string> Buttons(JsonElement block) => block.GetProperty("elements").EnumerateArray().Select(b =>
        $"{b.GetProperty("action_id").GetString()} {b.GetProperty("value").GetString()} {Text(b)}");
}

file static class JsonWithout
{
    public static JsonElement Without(this JsonElement json, string name)
    {
        var copy = System.Text.Json.Nodes.JsonObject.Create(json)!;
        copy.Remove(name);
        return JsonSerializer.SerializeToElement(copy);
    }
}
