using System.Text.Json;

namespace ShopClvReports.Shopify;

/// <summary>A bulk operation as Shopify tells of it.</summary>
/// <param name="Status">Such as <c>RUNNING</c>.</param>
/// <param name="ErrorCode">Why it failed, such as <c>TIMEOUT</c>.</param>
/// <param name="Query">The document that it runs.</param>
/// <param name="Found">Orders, customers or variants so far.</param>
/// <param name="Url">Of the result; null while there is none, and when nothing was found.</param>
/// <param name="PartialUrl">Of what was written before it broke off.</param>
sealed record BulkOperation(
    string Id, string Status, string? ErrorCode, DateTimeOffset CreatedAt, string Query, long Found, Uri? Url, Uri? PartialUrl)
{
    /// <exception cref="ShopifyException">It is no operation.</exception>
    public static BulkOperation Read(JsonElement json) => new(
        json.Text("id") ?? throw Without("id"), json.Text("status") ?? throw Without("status"), json.Text("errorCode"),
        json.Instant("createdAt") ?? throw Without("createdAt"), json.Text("query") ?? "", json.Number("rootObjectCount") ?? 0,
        Address(json, "url"), Address(json, "partialDataUrl"));

    /// <summary>What is to be done about it.</summary>
    public OperationFate Fate => Status switch
    {
        "CREATED" or "RUNNING" or "CANCELING" => OperationFate.Wait,
        "COMPLETED" when Url is not null => OperationFate.Take,
        "COMPLETED" when Found == 0 => OperationFate.Nothing,
        // Its result was kept for a week, and that is over.
        "COMPLETED" or "EXPIRED" => OperationFate.Repeat,
        "CANCELED" => OperationFate.Repeat,
        "FAILED" when ErrorCode == "ACCESS_DENIED" => OperationFate.GiveUp,
        "FAILED" => OperationFate.Narrow,
        _ => throw new ShopifyException($"the bulk operation {Id} has the status {Status}, which this version of shopclv does not know; update shopclv"),
    };

    static Uri? Address(JsonElement json, string name) =>
        json.Text(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback) ? url
        : throw new ShopifyException("a bulk operation's result lies at an address that is not https; it is not fetched");

    static ShopifyException Without(string name) => new($"a bulk operation was told of without its {name}");
}

/// <summary>What becomes of a bulk operation's window.</summary>
enum OperationFate
{
    /// <summary>Shopify is at it.</summary>
    Wait,

    /// <summary>The result lies ready.</summary>
    Take,

    /// <summary>It is over, and there was nothing.</summary>
    Nothing,

    /// <summary>The same must be asked for again.</summary>
    Repeat,

    /// <summary>It was too much at once, perhaps: less of it must be asked for.</summary>
    Narrow,

    /// <summary>Asking again changes nothing.</summary>
    GiveUp,
}
