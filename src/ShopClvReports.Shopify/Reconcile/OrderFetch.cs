using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Stores orders that the Admin API shows, the way webhooks and files are stored: the newer version wins, whichever came first.</summary>
sealed class OrderFetch(IAdminClient admin, IStore store, IReconcileStore book)
{
    /// <summary>An order with ten lines costs about a hundred points, and one query may cost a thousand.</summary>
    const int AtOnce = 8;

    const int LinesAtOnce = 80;
    const string Source = "reconciliation";

    static readonly AdminQuery s_byId = AdminQuery.Load("OrdersById");
    static readonly AdminQuery s_moreLines = AdminQuery.Load("OrderLinesPage");

    /// <summary>Orders that were fetched.</summary>
    public int Fetched { get; private set; }

    /// <summary>Of those, the ones that told something new.</summary>
    public int Mended { get; private set; }

    /// <summary>Fetches some orders and stores them; not one whose customer may be hidden from us while we know who it is.</summary>
    /// <returns>Those that Shopify has not any more, as far as it says so.</returns>
    public async Task<IReadOnlyList<OrderId>> ByIdAsync(Shop shop, IReadOnlyCollection<OrderId> orders, CancellationToken cancellation)
    {
        List<OrderId> gone = [];
        foreach (var ids in orders.Distinct().Chunk(AtOnce))
        {
            var reply = await admin.SendAsync(shop, s_byId, new { ids = ids.Select(Gid) }, cancellation);
            var nodes = AdminPage.ById(reply, s_byId, ids.Length);
            // What may not be seen answers null as well, with an error beside it.
            var mayHide = reply.Errors.Count > 0;
            if (!mayHide) gone.AddRange(ids.Where((_, i) => nodes[i].ValueKind == JsonValueKind.Null));
            var owned = mayHide ? book.Traces(shop.Id, ids).Where(o => o.Customer is { Value: > 0 }).Select(o => o.Id).ToHashSet() : [];
            await StoreAsync(shop, [.. nodes.Where((n, i) => n.ValueKind != JsonValueKind.Null && !(owned.Contains(ids[i]) && n.Within("customer") is null))], cancellation);
        }

        return gone;
    }

    /// <summary>Stores orders as they came, with the lines that did not come along. What cannot be read goes to the quarantine, whole.</summary>
    async Task StoreAsync(Shop shop, IReadOnlyList<JsonElement> orders, CancellationToken cancellation)
    {
        if (orders.Count == 0) return;
        List<ShopFact> facts = [];
        List<Rejected> rejected = [];
        foreach (var order in orders)
        {
            try
            {
                var more = await MoreLinesAsync(shop, order, cancellation);
                facts.Add(GraphOrder.Read(AdminPage.Utf8(order), more));
            }
            catch (PayloadException e)
            {
                rejected.Add(new Rejected(Source, ImportFormat.Bulk.Name(), e.Message, AdminPage.Utf8(order).ToArray()));
            }
        }

        Mended += (await store.ImportAsync(shop.Id, facts, rejected)).Stored;
        Fetched += orders.Count;
    }

    async Task<List<LineDraft>?> MoreLinesAsync(Shop shop, JsonElement order, CancellationToken cancellation)
    {
        List<LineDraft>? lines = null;
        for (var after = order.Within("lineItems") is { } first ? AdminPage.Of(first)?.Next : null; after is not null;)
        {
            var reply = await admin.SendAsync(shop, s_moreLines, new { order = order.Text("id"), first = LinesAtOnce, after }, cancellation);
            // An order that was deleted meanwhile has told all that it will.
            if (reply.Data.Within("order") is null) break;
            var page = AdminPage.Of(reply, s_moreLines, reply.Data.Within("order")?.Within("lineItems"));
            foreach (var line in page.Nodes)
                (lines ??= []).Add(BodyReader.Read(AdminPage.Utf8(line), static (ref BodyReader body) => LineDraft.ReadGraph(ref body)));
            after = AdminPage.Onward(page.Next, after);
        }

        return lines;
    }

    public static string Gid(OrderId order) => $"gid://shopify/Order/{order.Value}";
}
