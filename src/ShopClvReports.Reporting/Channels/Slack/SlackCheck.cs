using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Tries the token without posting anything.</summary>
sealed class SlackCheck(SlackHttp http, SlackSettings settings, SlackRefusal refusal)
{
    const string WebhookWords = "a webhook URL is set; Slack offers no way to try it without posting: use schedules test";

    static readonly string[] s_scopes = ["chat:write", "files:write"];

    public async Task<ChannelCheck> RunAsync(CancellationToken cancel)
    {
        if (settings.WebhookUrl is not null && settings.WebhookFault is { } wrong) return new ChannelCheck(false, wrong);
        if (settings is { Token: null, WebhookUrl: not null }) return new ChannelCheck(true, WebhookWords);
        if (settings.TokenFault is { } fault) return new ChannelCheck(false, fault);

        using var nothing = new FormUrlEncodedContent([]);
        var reply = await http.PostAsync(settings.Method("auth.test"), nothing, settings.Token, cancel);
        if (!reply.Ok) return new ChannelCheck(false, reply.Status == 0 ? $"Slack could not be reached: {reply.Broken}" : Said(reply));
        var who = $"works as {settings.Redact(reply["user"] ?? "?")} in {settings.Redact(reply["team"] ?? "?")}";
        var check = Scopes(who, reply.Scopes);
        return settings.WebhookUrl is null ? check : check with { Words = $"{check.Words}; {WebhookWords}" };
    }

    string Said(SlackReply reply) => refusal.OfApi(reply, "the channel") switch
    {
        Outcome.Unknown => $"no clear answer of Slack's ({reply.Broken ?? $"HTTP {(int)reply.Status}"}); try again later",
        var outcome => outcome.Reply,
    };

    static ChannelCheck Scopes(string who, string? header)
    {
        if (header is null) return new ChannelCheck(true, $"{who}; Slack does not say with which scopes, it needs {string.Join(", ", s_scopes)}");
        var given = header.Split(',', StringSplitOptions.TrimEntries);
        return s_scopes.Except(given).ToList() switch
        {
            [] => new ChannelCheck(true, $"{who}; scopes {string.Join(", ", s_scopes)} present"),
            ["files:write"] => new ChannelCheck(true, $"{who}; scope files:write is missing: add it to the Slack app and install it again, or use attach=none"),
            var missing => new ChannelCheck(false, $"{who}; scope {string.Join(", ", missing)} is missing: add it to the Slack app and install it again"),
        };
    }
}
