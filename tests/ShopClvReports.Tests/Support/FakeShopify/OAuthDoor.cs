using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ShopClvReports.Tests;

/// <summary>Where a shop's owner agrees, at once, and the app has its tokens.</summary>
sealed class OAuthDoor(FakeShop shop)
{
    public Task AuthorizeAsync(HttpContext context)
    {
        var asked = context.Request.Query;
        if (asked["client_id"] != shop.Server.ClientId)
            return Fault.WriteAsync(context, 400, """{"error":"invalid_request","error_description":"Could not find Shopify API application"}""");
        if (!Uri.TryCreate(asked["redirect_uri"], UriKind.Absolute, out var back))
            return Fault.WriteAsync(context, 400, """{"error":"invalid_request","error_description":"The redirect_uri is not whitelisted"}""");
        string code;
        lock (shop.Gate)
        {
            shop.Scopes.Clear();
            shop.Scopes.UnionWith(asked["scope"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries));
            code = shop.Tokens.NewCode();
        }

        context.Response.Redirect($"{back}?{Signed(code, asked["state"].ToString())}");
        return Task.CompletedTask;
    }

    public async Task TokenAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var asked = body.RootElement;
        if (Text(asked, "client_id") != shop.Server.ClientId || Text(asked, "client_secret") != shop.Server.ClientSecret)
        {
            await Fault.WriteAsync(context, 401, """{"error":"invalid_client"}""");
            return;
        }

        FakeTokens.Pair? given;
        lock (shop.Gate)
            given = Text(asked, "grant_type") == "refresh_token"
                ? shop.Tokens.OfRefresh(Text(asked, "refresh_token"))
                : shop.Tokens.OfCode(Text(asked, "code"), Text(asked, "expiring") == "1");
        if (given is null) await Fault.WriteAsync(context, 400, """{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""");
        else await Fault.WriteAsync(context, 200, Written(given));
    }

    string Written(FakeTokens.Pair given)
    {
        var scope = string.Join(',', shop.Scopes.Order());
        return given.Refresh is null
            ? JsonSerializer.Serialize(new { access_token = given.Access, scope })
            : JsonSerializer.Serialize(new
            {
                access_token = given.Access,
                scope,
                expires_in = given.AccessSeconds,
                refresh_token = given.Refresh,
                refresh_token_expires_in = given.RefreshSeconds,
            });
    }

    string Signed(string code, string state)
    {
        SortedDictionary<string, string> query = new(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["host"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin.shopify.com/store/{shop.Domain.Split('.')[0]}")),
            ["shop"] = shop.Domain,
            ["state"] = state,
            ["timestamp"] = shop.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        var text = string.Join('&', query.Select(p => $"{p.Key}={p.Value}"));
        query["hmac"] = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.Server.ClientSecret), Encoding.UTF8.GetBytes(text)));
        return string.Join('&', query.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}"));
    }

    static string? Text(JsonElement body, string name) => body.TryGetProperty(name, out var value) ? value.ToString() : null;
}
