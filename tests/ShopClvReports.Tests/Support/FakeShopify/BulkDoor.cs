using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Tests;

/// <summary>Where the results of bulk operations are fetched; whoever knows the address may.</summary>
sealed class BulkDoor(FakeShop shop)
{
    const int Piece = 16 * 1024;

    public async Task HandleAsync(HttpContext context, string file)
    {
        FakeDownload planned;
        var from = From(context.Request);
        FakeBulkOperation? operation;
        lock (shop.Gate)
        {
            planned = shop.Bulk.Download(shop.Bulk.Downloads.Count);
            shop.Bulk.Downloads.Add(from);
            operation = shop.Bulk.Operations.FirstOrDefault(o => $"{o.Id}.jsonl" == file);
        }

        if (operation is null || operation.IsGone(shop.Now) || planned.Status != 200)
        {
            await Fault.WriteAsync(context, planned.Status == 200 ? 404 : planned.Status, "<Error><Code>ExpiredToken</Code></Error>");
            return;
        }

        var content = operation.Content.AsMemory();
        if (from > content.Length)
        {
            context.Response.StatusCode = 416;
            return;
        }

        if (from > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
        }

        await SendAsync(context, content[(int)from..], planned.BreakAfter);
    }

    /// <summary>Of <c>Range: bytes=100-</c>, 100.</summary>
    long From(HttpRequest request) =>
        shop.Bulk.Ranges && request.Headers.Range.ToString() is { } range && range.StartsWith("bytes=", StringComparison.Ordinal)
            ? long.Parse(range.AsSpan(6, range.IndexOf('-') - 6), CultureInfo.InvariantCulture)
            : 0;

    static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> content, long? breakAfter)
    {
        context.Response.ContentType = "application/jsonl";
        context.Response.ContentLength = content.Length;
        var left = content[..(int)Math.Min(content.Length, breakAfter ?? content.Length)];
        for (; !left.IsEmpty; left = left[Math.Min(left.Length, Piece)..])
            await context.Response.Body.WriteAsync(left[..Math.Min(left.Length, Piece)]);
        if (breakAfter is null) return;
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
