using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ShopClvReports.Tests;

/// <summary>Google's token endpoint and Sheets, on this machine.</summary>
sealed class SheetsServer : IAsyncDisposable
{
    public const string Id = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms";
    public const string Email = "reports@shop-1.iam.gserviceaccount.com";
    const string Token = "ya29.a-token";
    const int LargestRequest = 2_000_000;

    static readonly RSA s_key = RSA.Create(2048);

    readonly WebApplication _server;

    SheetsServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public ModelSpreadsheet Spreadsheet { get; private set; } = new();

    /// <summary>What time the program must think it is; null for any.</summary>
    public DateTimeOffset? Now { get; init; } = Some.Noon;

    /// <summary>What a reader saw, before the first change and after each.</summary>
    public List<string> Views { get; } = [];

    /// <summary>Every request, such as <c>POST /token</c>, or the kinds of a batch.</summary>
    public List<string> Requests { get; } = [];

    public List<int> BatchBytes { get; } = [];

    /// <summary>What happens to a request instead, given its number from 0; null for the right answer.</summary>
    public Func<int, Fault?> Fault { get; set; } = _ => null;

    public string Url => _server.Urls.Single() + "/";

    /// <summary>A service account's key that works here.</summary>
    public string KeyJson(string? tokenUri = null) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        client_email = Email,
        private_key = s_key.ExportPkcs8PrivateKeyPem(),
        private_key_id = "k1",
        token_uri = tokenUri ?? Url + "token",
    });

    public static async Task<SheetsServer> StartAsync(bool atAnyTime = false)
    {
        var server = new SheetsServer { Now = atAnyTime ? null : Some.Noon };
        await server._server.StartAsync();
        server.Views.Add(server.Spreadsheet.View);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var number = Requests.Count;
        Requests.Add($"{context.Request.Method} {context.Request.Path}");
        var fault = Fault(number);
        if (fault is { Applies: false })
        {
            await fault.AnswerAsync(context, "");
            return;
        }

        var (status, answer) = Answer(context, body);
        if (fault is not null) await fault.AnswerAsync(context, answer);
        else await Tests.Fault.WriteAsync(context, status, answer);
    }

    (int Status, string Json) Answer(HttpContext context, string body)
    {
        try
        {
            if (context.Request.Path == "/token") return (200, GiveToken(body));
            if (context.Request.Headers.Authorization != $"Bearer {Token}") return (401, Error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."));
            if (context.Request.Path == $"/v4/spreadsheets/{Id}" && context.Request.Method == "GET") return (200, Read(context.Request.Query));
            if (context.Request.Path != $"/v4/spreadsheets/{Id}:batchUpdate") return (404, Error(404, "NOT_FOUND", "Requested entity was not found."));
            var bytes = Encoding.UTF8.GetByteCount(body);
            ModelSpreadsheet.Refuse(bytes > LargestRequest, $"a request of {bytes} bytes");
            BatchBytes.Add(bytes);
            using var json = JsonDocument.Parse(body);
            var requests = json.RootElement.GetProperty("requests");
            Requests[^1] = string.Join(',', requests.EnumerateArray().Select(r => r.EnumerateObject().Single().Name).Distinct());
            Spreadsheet = Spreadsheet.With(requests);
            Views.Add(Spreadsheet.View);
            return (200, $$"""{"spreadsheetId":"{{Id}}","replies":[{}]}""");
        }
        catch (ModelRefusal refusal)
        {
            return (400, Error(400, "INVALID_ARGUMENT", refusal.Message));
        }
        catch (Xunit.Sdk.XunitException wrong)
        {
            return (418, $$"""{"error":{{JsonSerializer.Serialize(wrong.Message.ReplaceLineEndings(" "))}}}""");
        }
    }

    /// <summary>RFC 7523, as Google asks for it.</summary>
    string GiveToken(string form)
    {
        var values = form.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1].Replace('+', ' ')));
        Same("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", values["grant_type"]);
        var parts = values["assertion"].Split('.');
        Assert.True(s_key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var header = JsonDocument.Parse(Decode(parts[0]));
        using var claims = JsonDocument.Parse(Decode(parts[1]));
        Same("alg", "RS256", header.RootElement.GetProperty("alg").GetString());
        Same("kid", "k1", header.RootElement.GetProperty("kid").GetString());
        Same("iss", Email, claims.RootElement.GetProperty("iss").GetString());
        // The library claims Google's own endpoint, whatever token_uri says; Google takes no other.
        Same("aud", "https://oauth2.googleapis.com/token", claims.RootElement.GetProperty("aud").GetString());
        Same("scope", "https://www.googleapis.com/auth/spreadsheets", claims.RootElement.GetProperty("scope").GetString());
        if (Now is { } now) Assert.Equal(now.ToUnixTimeSeconds(), claims.RootElement.GetProperty("iat").GetInt64());
        Assert.Equal(3600, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
        return $$"""{"access_token":"{{Token}}","expires_in":3599,"token_type":"Bearer"}""";
    }

    /// <summary>Short, because an outcome's reply is cut when a test shows it.</summary>
    static void Same(string name, string expected, string? actual)
    {
        if (actual != expected) throw new Xunit.Sdk.XunitException($"{name} {actual}");
    }

    string Read(IQueryCollection query)
    {
        Assert.NotEmpty(query["fields"].ToString());
        if (query["ranges"].ToString() is { Length: > 0 } range)
        {
            var tab = Spreadsheet[range[1..^1].Replace("''", "'", StringComparison.Ordinal)];
            var cells = tab.Cells.Where(c => c.Value is not null).Select(c => new { userEnteredValue = new { stringValue = c.Value!.ToString() } });
            return JsonSerializer.Serialize(new
            {
                sheets = new[] { new { data = new[] { new { rowData = new[] { new { values = cells } } } }, charts = Enumerable.Range(0, tab.Charts).Select(c => new { chartId = c }) } },
            });
        }

        return JsonSerializer.Serialize(new
        {
            sheets = Spreadsheet.Tabs.Select((tab, index) =>
            {
                Dictionary<string, object> sheet = new()
                {
                    ["properties"] = new { sheetId = tab.Id, title = tab.Title, index, gridProperties = new { rowCount = tab.Rows, columnCount = tab.Columns } },
                };
                if (tab.Filter is not null) sheet["basicFilter"] = new { range = new { sheetId = tab.Id } };
                if (tab.Metadata.Count > 0) sheet["developerMetadata"] = tab.Metadata.Select(m => new { metadataKey = m.Key, metadataValue = m.Value });
                return sheet;
            }),
        });
    }

    public static string Error(int code, string status, string message, string? reason = null) => JsonSerializer.Serialize(new
    {
        error = new { code, message, status, errors = reason is null ? [] : new[] { new { reason, domain = "usageLimits" } } },
    });

    static byte[] Decode(string part) => Convert.FromBase64String(part.Replace('-', '+').Replace('_', '/').PadRight((part.Length + 3) / 4 * 4, '='));
}
