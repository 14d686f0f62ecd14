using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>
/// Reads a history page by page, each as lines of the kind that a bulk operation writes: what takes those takes these.
/// </summary>
sealed class HistoryPages(IAdminClient admin, HistoryPageSizes sizes)
{
    static readonly AdminQuery s_orders = AdminQuery.Load("OrdersPage");
    static readonly AdminQuery s_lines = AdminQuery.Load("OrderLinesPage");
    static readonly AdminQuery s_customers = AdminQuery.Load("CustomersPage");
    static readonly AdminQuery s_costs = AdminQuery.Load("CostsPage");

    /// <param name="window">Its cursor says after which page to go on.</param>
    /// <exception cref="ShopifyException">It cannot be had.</exception>
    public async Task<HistoryPage> ReadAsync(Shop shop, HistoryWindow window, CancellationToken cancellation)
    {
        var after = window.Cursor;
        var (reply, name) = window.Kind switch
        {
            HistoryKind.Orders => (await admin.SendAsync(
                shop, s_orders, new { search = BulkQuery.Search(window), first = sizes.Orders, lines = sizes.Lines, after }, cancellation), "orders"),
            HistoryKind.Customers => (await admin.SendAsync(shop, s_customers, new { first = sizes.Others, after }, cancellation), "customers"),
            HistoryKind.Costs => (await admin.SendAsync(shop, s_costs, new { first = sizes.Others, after }, cancellation), "productVariants"),
        };
        if (reply.Data.Within(name) is not { } connection || AdminPage.Of(connection) is not { } page)
            throw new ShopifyException($"Shopify does not show the {name} of {shop.Domain}{AdminData.Because(reply)}");
        // An order without the customer that is hidden would count as nobody's.
        if (reply.Errors.Count > 0 && window.Kind != HistoryKind.Costs)
            throw new ShopifyException($"Shopify hides part of the {name} of {shop.Domain}{AdminData.Because(reply)}; has the app access to protected customer data?");

        var lines = new MemoryStream();
        foreach (var node in page.Nodes)
        {
            Write(lines, json => node.WriteTo(json));
            if (window.Kind == HistoryKind.Orders) await MoreLinesAsync(shop, node, lines, cancellation);
        }

        lines.Position = 0;
        return new HistoryPage(lines, page.Nodes.Count, AdminPage.Onward(page.Next, after));
    }

    async Task MoreLinesAsync(Shop shop, JsonElement order, Stream lines, CancellationToken cancellation)
    {
        var id = order.Text("id");
        for (var after = order.Within("lineItems") is { } first ? AdminPage.Of(first)?.Next : null; after is not null;)
        {
            var reply = await admin.SendAsync(shop, s_lines, new { order = id, first = sizes.MoreLines, after }, cancellation);
            // An order that was deleted between two pages has told all that it will.
            if (reply.Data.Within("order") is not { } there) return;
            var page = AdminPage.Of(reply, s_lines, there.Within("lineItems"));
            foreach (var node in page.Nodes) Write(lines, json => Child(json, node, id));
            after = AdminPage.Onward(page.Next, after);
        }
    }

    static void Child(Utf8JsonWriter json, JsonElement node, string? parent)
    {
        json.WriteStartObject();
        foreach (var property in node.EnumerateObject()) property.WriteTo(json);
        json.WriteString("__parentId", parent);
        json.WriteEndObject();
    }

    static void Write(Stream lines, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(lines)) write(json);
        lines.Write("\n"u8);
    }
}

/// <summary>One page.</summary>
/// <param name="Lines">As a bulk operation writes them.</param>
/// <param name="Count">Orders, customers or variants on it.</param>
/// <param name="Next">After which the next page begins; null for the last one.</param>
sealed record HistoryPage(Stream Lines, int Count, string? Next);

/// <summary>How much is asked for at once; Shopify takes a query of at most 1,000 points, and each object is one.</summary>
public sealed record HistoryPageSizes
{
    public int Orders { get; init; } = 10;

    /// <summary>Of each order on its page; the rest of longer orders is asked for by itself.</summary>
    public int Lines { get; init; } = 5;

    public int MoreLines { get; init; } = 80;

    /// <summary>Customers, or variants.</summary>
    public int Others { get; init; } = 100;
}
