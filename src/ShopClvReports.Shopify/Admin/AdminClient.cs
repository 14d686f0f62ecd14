using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>
/// The Admin API over HTTP. Keeps within each shop's budget by what Shopify says of it, and has patience: with a busy shop, with a
/// server that fails for a moment, with a token that has just been replaced.
/// </summary>
/// <param name="http">Follows no redirects: the token is for the shop alone.</param>
public sealed partial class AdminClient(HttpClient http, AdminApi api, AccessTokens tokens, TimeProvider clock, ILogger<AdminClient> log) : IAdminClient
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "ShopClvReports.Shopify";

    const string TokenHeader = "X-Shopify-Access-Token";
    const int Tries = 8;
    const int MostBytes = 32 << 20;

    /// <summary>Beyond this a caller does better to come back later.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    static readonly TimeSpan EachTry = TimeSpan.FromSeconds(60);

    static readonly Meter s_meter = new(MeterName);
    static readonly Counter<long> s_requests = s_meter.CreateCounter<long>("shopclv.shopify.requests", "{request}", "Requests to Shopify's Admin API");
    static readonly Counter<long> s_cost = s_meter.CreateCounter<long>("shopclv.shopify.cost", "{point}", "Points that they took of the shops' budgets");
    static readonly Counter<long> s_waits = s_meter.CreateCounter<long>("shopclv.shopify.waits", "{wait}", "Waits because a budget was spent, or Shopify failed for a moment");

    /// <summary>A person who waits wonders after that.</summary>
    static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<string, ShopBudget> _budgets = new();

    /// <summary>Hears for what a command waits; null where there is a log.</summary>
    public Action<string>? Waiting { get; init; }

    public async Task<AdminReply> SendAsync(Shop shop, AdminQuery query, object? variables, CancellationToken cancellation)
    {
        var token = await tokens.ForAsync(shop, cancellation);
        try
        {
            return await AskAsync(shop.Domain, token, query, variables, cancellation);
        }
        catch (AccessLostException)
        {
            // Another process, or another request, may have put a fresh one in its place.
            if (await tokens.RenewAsync(shop, token, cancellation) is not { } fresh) throw;
            return await AskAsync(shop.Domain, fresh, query, variables, cancellation);
        }
    }

    /// <summary>As <see cref="SendAsync"/>, with a token that is not stored yet.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<AdminReply> AskAsync(string domain, string token, AdminQuery query, object? variables, CancellationToken cancellation)
    {
        var budget = _budgets.GetOrAdd(domain, _ => new ShopBudget(clock));
        var start = clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            await Task.Delay(budget.Reserve(query.Name), clock, cancellation);
            var answer = await TryAsync(domain, token, query, variables, budget, cancellation);
            if (answer.Reply is { } reply) return reply;
            var wait = answer.Wait ?? Backoff(attempt);
            if (attempt == Tries || clock.GetElapsedTime(start) + wait > Patience)
                throw new ShopifyUnavailableException($"{domain} did not answer {query} after {attempt} tries: {answer.Trouble}");
            s_waits.Add(1);
            LogWaiting(log, domain, query.Name, answer.Trouble, wait.TotalSeconds);
            if (wait >= Noticed) Waiting?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{domain}: {answer.Trouble}; trying again in {wait.TotalSeconds:0} s"));
            await Task.Delay(wait, clock, cancellation);
        }
    }

    /// <param name="Wait">As long as Shopify says; null when it does not.</param>
    readonly record struct Answer(AdminReply? Reply, string Trouble = "", TimeSpan? Wait = null);

    async Task<Answer> TryAsync(string domain, string token, AdminQuery query, object? variables, ShopBudget budget, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(EachTry);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, api.GraphQl(domain)) { Content = JsonContent.Create(new { query = query.Text, variables }) };
            request.Headers.Add(TokenHeader, token);
            s_requests.Add(1);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.StatusCode != HttpStatusCode.OK) return Refused(domain, response);
            await response.Content.LoadIntoBufferAsync(MostBytes, limit.Token);
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: limit.Token);
            return Read(domain, query, json.RootElement, budget);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return new Answer(null, e is OperationCanceledException ? "no answer in time" : e.Message);
        }
    }

    static Answer Refused(string domain, HttpResponseMessage response) => (int)response.StatusCode switch
    {
        429 => new Answer(null, "it asks for patience", response.Headers.RetryAfter?.Delta),
        >= 500 => new Answer(null, $"it answered {(int)response.StatusCode}"),
        401 => throw new AccessLostException($"{domain} does not take the access token any more; connect the shop anew: shopclv shops connect {domain}") { IsOfToken = true },
        402 or 423 => throw new AccessLostException($"{domain} is frozen or locked at Shopify ({(int)response.StatusCode}); its owner can open it there"),
        403 => throw new AccessLostException($"{domain} refuses the access token (403): the app may not do this, or was removed; connect the shop anew: shopclv shops connect {domain}") { IsOfToken = true },
        404 => throw new AccessLostException($"there is no shop {domain} at Shopify, or no Admin API {AdminApi.Version} any more; is the domain right, and shopclv up to date?"),
        var other => throw new ShopifyException($"{domain} answered {other}"),
    };

    Answer Read(string domain, AdminQuery query, JsonElement root, ShopBudget budget)
    {
        if (root.ValueKind != JsonValueKind.Object) return new Answer(null, "its answer is no object");
        var errors = AdminErrors.Of(root);
        var cost = budget.Learn(query.Name, root);
        s_cost.Add((long)Math.Ceiling(cost));
        LogCost(log, domain, query.Name, cost);
        if (errors.Throttled) return new Answer(null, "its budget is spent", budget.Refill(query.Name));
        if (root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            return new Answer(new AdminReply(data.Clone(), errors.Messages, cost));
        throw new ShopifyException($"{domain} refused {query}: {(errors.Messages is [] ? "it gave neither data nor a reason" : string.Join("; ", errors.Messages))}");
    }

    static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt - 1)) * (0.5 + Random.Shared.NextDouble() / 2));

    [LoggerMessage(LogLevel.Information, "{Shop} {Query}: {Trouble}; trying again in {Seconds:0.0} s")]
    static partial void LogWaiting(ILogger log, string shop, string query, string trouble, double seconds);

    [LoggerMessage(LogLevel.Debug, "{Shop} {Query} cost {Points:0}")]
    static partial void LogCost(ILogger log, string shop, string query, double points);
}
