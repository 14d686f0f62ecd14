using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ShopClvReports.Reporting;

/// <summary>One spreadsheet over Google's REST interface, version 4.</summary>
/// <param name="root">Such as <c>https://sheets.googleapis.com/</c>.</param>
sealed class SheetsApi(HttpClient http, TimeProvider clock, TimeSpan wait, Uri root, string spreadsheet, string email, string token)
{
    const int LargestReply = 16 << 20;

    /// <summary>Names travel as they are: half the size of escapes, and nobody reads this as HTML.</summary>
    public static JsonWriterOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    Uri Address => new(root, $"v4/spreadsheets/{spreadsheet}");

    /// <summary>Reads parts of the spreadsheet.</summary>
    /// <param name="fields">A field mask.</param>
    /// <param name="tab">Of this tab alone; null for all.</param>
    /// <exception cref="SheetsRefusal">Google did not answer with them.</exception>
    public async Task<JsonDocument> GetAsync(string fields, string? tab, CancellationToken cancel)
    {
        var range = tab is null ? "" : $"&ranges={Uri.EscapeDataString($"'{tab.Replace("'", "''", StringComparison.Ordinal)}'")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}?fields={Uri.EscapeDataString(fields)}{range}");
        return await SendAsync(request, cancel);
    }

    /// <summary>Does all of some requests, or none.</summary>
    /// <param name="requests">As <see cref="SheetsRequests"/> makes them.</param>
    /// <exception cref="SheetsRefusal">Google did not say that they are done.</exception>
    public async Task BatchUpdateAsync(IEnumerable<object> requests, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Json)) JsonSerializer.Serialize(json, new { requests });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}:batchUpdate");
        request.Content = new ReadOnlyMemoryContent(body.WrittenMemory);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var reply = await SendAsync(request, cancel);
    }

    async Task<JsonDocument> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(wait);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            var body = await ReadAsync(response.Content, limited.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                throw SheetsRefusal.Of(response.StatusCode, body, After(response.Headers.RetryAfter), clock.GetUtcNow(), email);
            var reply = JsonDocument.Parse(body);
            if (reply.RootElement.ValueKind == JsonValueKind.Object) return reply;
            reply.Dispose();
            throw SheetsRefusal.Retry("Google answered 200 with something else than an object");
        }
        catch (JsonException)
        {
            throw SheetsRefusal.Retry("Google answered 200 with something else than JSON");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw SheetsRefusal.Retry($"Google did not answer within {wait.TotalSeconds:0} seconds");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw SheetsRefusal.Retry($"the connection to Google failed: {VisibleText.OneLine(error.Message, 300)}");
        }
    }

    static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var body = new ArrayBufferWriter<byte>();
        while (await stream.ReadAsync(body.GetMemory(1 << 14), cancel) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > LargestReply) throw SheetsRefusal.Retry($"Google's answer is larger than {LargestReply >> 20} MB");
        }

        return body.WrittenMemory;
    }

    TimeSpan? After(RetryConditionHeaderValue? header) => header?.Delta ?? header?.Date - clock.GetUtcNow();
}
