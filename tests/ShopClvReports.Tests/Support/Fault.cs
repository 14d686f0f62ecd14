using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Tests;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Applies">Whether the request is done all the same.</param>
sealed record Fault(bool Applies, Func<HttpContext, string, Task> AnswerAsync)
{
    public static Fault Reply(int status, string json, string? retryAfter = null) => new(false, async (context, _) =>
    {
        if (retryAfter is not null) context.Response.Headers.RetryAfter = retryAfter;
        await WriteAsync(context, status, json);
    });

    /// <summary>Done, and the connection breaks before a word of it is said.</summary>
    public static Fault Lost { get; } = new(true, (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Never done: the connection breaks at once.</summary>
    public static Fault Broken { get; } = Lost with { Applies = false };

    /// <summary>Done, and the answer breaks off in its middle.</summary>
    public static Fault HalfSent { get; } = new(true, async (context, answer) =>
    {
        context.Response.ContentLength = answer.Length;
        await context.Response.WriteAsync(answer[..(answer.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>No answer until the other side gives up.</summary>
    public static Fault Silence { get; } = new(false, async (context, _) =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    });

    public static async Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=UTF-8";
        await context.Response.WriteAsync(json);
    }
}
