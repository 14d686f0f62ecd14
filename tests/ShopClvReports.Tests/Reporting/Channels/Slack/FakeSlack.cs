using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ShopClvReports.Tests;

/// <summary>Slack on 127.0.0.1: takes what the real one takes, answers as recorded, and writes down what came.</summary>
sealed class FakeSlack : IAsyncDisposable
{
    public const string Token = "xoxb-17-secret";
    const string Ts = "1782709200.000100";

    readonly WebApplication _app;
    readonly ConcurrentQueue<string> _calls = [];
    readonly ConcurrentQueue<Exception> _faults = [];
    readonly Dictionary<string, Queue<Func<HttpContext, Task>>> _scripted = [];

    FakeSlack(WebApplication app) => _app = app;

    public string Base => _app.Urls.First() + "/api/";
    public string WebhookUrl => _app.Urls.First() + "/services/T0/B0/hook-secret";

    /// <summary>In the order they came.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>Bodies of <c>chat.postMessage</c> and of the webhook.</summary>
    public ConcurrentQueue<JsonElement> Messages { get; } = [];

    /// <summary>Bodies of <c>chat.update</c>.</summary>
    public ConcurrentQueue<JsonElement> Updates { get; } = [];

    public ConcurrentQueue<byte[]> Uploads { get; } = [];
    public JsonElement? Shared { get; private set; }
    public string? AnnouncedLength { get; private set; }

    /// <summary>What <c>files.getUploadURLExternal</c> says; null for a place here.</summary>
    public string? UploadUrl { get; set; }

    public Dictionary<string, string> Settings => new() { ["token"] = Token, ["base_url"] = Base };

    public static async Task<FakeSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new FakeSlack(app);
        app.Run(slack.AnswerAsync);
        await app.StartAsync();
        return slack;
    }

    /// <summary>The next answer to a call, instead of the good one; several are given one after the other.</summary>
    public void Next(string call, Func<HttpContext, Task> answer)
    {
        if (!_scripted.TryGetValue(call, out var answers)) _scripted[call] = answers = [];
        answers.Enqueue(answer);
    }

    public void Next(string call, int status, string body, string? retryAfter = null) => Next(call, async context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body);
    });

    /// <summary>What was wrong with any request comes out here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.Empty(_faults);
    }

    async Task AnswerAsync(HttpContext context)
    {
        var call = context.Request.Path.Value!.Split('/')[^1];
        _calls.Enqueue(call);
        try
        {
            await TakeAsync(context, call);
        }
        catch (Exception e)
        {
            _faults.Enqueue(e);
            throw;
        }

        if (_scripted.TryGetValue(call, out var answers) && answers.TryDequeue(out var answer)) await answer(context);
        else await context.Response.WriteAsync(Good(context, call));
    }

    async Task TakeAsync(HttpContext context, string call)
    {
        var request = context.Request;
        Assert.Equal("POST", request.Method);
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        if (call is "upload" or "hook-secret") Assert.False(request.Headers.ContainsKey("Authorization"), "the token went elsewhere");
        else Assert.Equal("Bearer " + Token, request.Headers.Authorization.ToString());
        switch (call)
        {
            case "chat.postMessage" or "hook-secret":
                Assert.Equal("application/json; charset=utf-8", request.ContentType);
                var message = Json(body);
                SlackLimits.Hold(message);
                Assert.Equal(call == "chat.postMessage", message.TryGetProperty("channel", out _));
                Messages.Enqueue(message);
                break;
            case "chat.update":
                Assert.Equal("application/json; charset=utf-8", request.ContentType);
                var update = Json(body);
                SlackLimits.Hold(update, update: true);
                Updates.Enqueue(update);
                break;
            case "files.getUploadURLExternal":
                Assert.StartsWith("application/x-www-form-urlencoded", request.ContentType);
                var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
                Assert.NotEmpty(form["filename"].ToString());
                AnnouncedLength = form["length"];
                break;
            case "upload":
                Assert.Equal(AnnouncedLength, body.Length.ToString());
                Uploads.Enqueue(body);
                break;
            case "files.completeUploadExternal":
                Assert.Equal("application/json; charset=utf-8", request.ContentType);
                Shared = Json(body);
                Assert.NotEmpty(Uploads);
                break;
            case "auth.test":
                break;
            default:
                Assert.Fail($"Slack has no {call}");
                break;
        }
    }

    string Good(HttpContext context, string call)
    {
        if (call == "auth.test") context.Response.Headers["X-OAuth-Scopes"] = "chat:write,files:write,users:read";
        return call switch
        {
            "chat.postMessage" => $$"""{"ok":true,"channel":"C0123ABC","ts":"{{Ts}}"}""",
            "chat.update" => $$"""{"ok":true,"channel":"C0123ABC","ts":"{{Ts}}","text":"…"}""",
            "hook-secret" => "ok",
            "files.getUploadURLExternal" => JsonSerializer.Serialize(new { ok = true, upload_url = UploadUrl ?? _app.Urls.First() + "/upload", file_id = "F1" }),
            "files.completeUploadExternal" => """{"ok":true,"files":[{"id":"F1"}]}""",
            "auth.test" => """{"ok":true,"url":"https://example.slack.com/","team":"Voorbeeld","user":"clvbot","team_id":"T0","user_id":"U0"}""",
            _ => "OK - 3",
        };
    }

    static JsonElement Json(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Clone();
    }
}
