using System.Net;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>What a reply means that is no success.</summary>
/// <remarks>
/// Slack's own word decides, whatever the status: who answers <c>ok:false</c> has not posted. Without such a word a 5xx comes from
/// something on the way (500 to 504 alike), which may have passed the message on: unknown. 429 is said before anything is done.
/// </remarks>
sealed class SlackRefusal(SlackSettings settings, TimeProvider time)
{
    const string OurFault = "Slack does not take the message, which is our fault, not yours; please report it";

    static readonly TimeSpan s_unsaidWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan s_shortestWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    /// <summary>Of the Web API.</summary>
    /// <param name="target">The channel as the owner wrote it.</param>
    public Outcome OfApi(SlackReply reply, string target)
    {
        if (IsLimited(reply, reply.Error)) return Limited(reply);
        if (reply.Broken is { } broken) return new Outcome.Unknown($"Slack's reply is not whole: {broken}");
        return reply.Error is { } error ? OfWord(reply, error, target) : OfStatus(reply);
    }

    /// <summary>Of an incoming webhook, which answers in plain words.</summary>
    public Outcome OfWebhook(SlackReply reply)
    {
        var word = reply.Error ?? reply.Text.Trim();
        if (IsLimited(reply, word)) return Limited(reply);
        if (reply.Broken is { } broken) return new Outcome.Unknown($"Slack's reply is not whole: {broken}");
        var said = $"Slack says {settings.Redact(word)} ({(int)reply.Status})";
        return (reply.Status, word) switch
        {
            (_, "channel_not_found" or "channel_is_archived") => new Outcome.RejectedTarget($"{said}: the webhook's channel is gone; make a webhook for another"),
            (_, "no_service" or "no_service_id" or "no_team" or "no_active_hooks" or "team_disabled" or "invalid_token" or "token_revoked")
                or (HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized, _) =>
                new Outcome.RejectedCredential($"{said}: the webhook is not valid any more; make a new one and set webhook_url"),
            (_, "action_prohibited" or "posting_to_general_channel_denied") or (HttpStatusCode.Forbidden, _) =>
                new Outcome.RejectedTarget($"{said}: the workspace does not let this webhook post there"),
            (HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, _) => new Outcome.RejectedTarget($"{OurFault}. {said}"),
            ( >= HttpStatusCode.InternalServerError, "rollup_error" or "service_unavailable" or "internal_error" or "fatal_error" or "request_timeout") =>
                new Outcome.Retry(said),
            _ => OfStatus(reply),
        };
    }

    Outcome OfWord(SlackReply reply, string error, string target)
    {
        var said = $"Slack says {settings.Redact(error)}";
        return error switch
        {
            "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive" or "no_permission"
                or "org_login_required" or "ekm_access_denied" or "access_denied" or "not_allowed_token_type" =>
                new Outcome.RejectedCredential($"{said}: the token does not work (any more); set a new one"),
            "missing_scope" =>
                new Outcome.RejectedCredential($"{said}: give the Slack app the scope {settings.Redact(reply["needed"] ?? "chat:write")}, "
                    + "install it again and set the new token"),
            "channel_not_found" or "not_in_channel" =>
                new Outcome.RejectedTarget($"{said}: invite the bot to {target} (type /invite @ and its name there), or correct the channel's name"),
            "is_archived" => new Outcome.RejectedTarget($"{said}: {target} is archived; choose another channel"),
            "channel_is_limited_access" or "restricted_action" or "restricted_action_read_only_channel" or "restricted_action_thread_only_channel"
                or "restricted_action_non_threadable_channel" =>
                new Outcome.RejectedTarget($"{said}: the bot may not post in {target}; let an admin allow it, or choose another channel"),
            "cant_update_message" =>
                new Outcome.RejectedTarget($"{said}: only the Slack app that posted a message can change it; is the token that of another app now?"),
            "edit_window_closed" =>
                new Outcome.RejectedTarget($"{said}: the workspace lets no message be changed so late; an admin can allow it"),
            "msg_too_long" or "msg_blocks_too_long" or "invalid_blocks" or "invalid_blocks_format" or "invalid_arguments" or "no_text"
                or "invalid_json" or "json_not_object" or "too_many_attachments" or "invalid_attachments" =>
                new Outcome.RejectedTarget($"{OurFault}. {said} {settings.Redact(string.Join("; ", reply.Messages))}".TrimEnd()),
            "fatal_error" or "internal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org" or "accesslimited"
                or "message_limit_exceeded" => new Outcome.Retry(said),
            _ when (int)reply.Status >= 500 => new Outcome.Retry($"{said} ({(int)reply.Status})"),
            _ => new Outcome.RejectedTarget($"{said}, of {target}"),
        };
    }

    static Outcome OfStatus(SlackReply reply)
    {
        var status = (int)reply.Status;
        return status switch
        {
            >= 500 => new Outcome.Unknown($"HTTP {status} without a word of Slack's; the message may have been passed on"),
            408 => new Outcome.Retry("HTTP 408: the request did not reach Slack in time"),
            >= 400 => new Outcome.RejectedTarget($"HTTP {status} without a word of Slack's; is there a proxy in between?"),
            >= 300 => new Outcome.RejectedTarget($"HTTP {status}: the address leads elsewhere, and that is not followed; correct base_url or webhook_url"),
            _ => new Outcome.Unknown($"HTTP {status}, but not in Slack's words"),
        };
    }

    static bool IsLimited(SlackReply reply, string? word) =>
        reply.Status == HttpStatusCode.TooManyRequests || word is "ratelimited" or "rate_limited";

    Outcome.Limited Limited(SlackReply reply)
    {
        var wait = reply.RetryAfter is { } said ? TimeSpan.FromTicks(Math.Clamp(said.Ticks, s_shortestWait.Ticks, s_longestWait.Ticks)) : s_unsaidWait;
        return new Outcome.Limited($"Slack asks to wait {wait.TotalSeconds:0} s", time.GetUtcNow() + wait);
    }
}
