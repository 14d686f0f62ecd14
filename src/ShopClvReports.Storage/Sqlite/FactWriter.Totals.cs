using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

sealed partial class FactWriter
{
    readonly Statement _total = new(connection, """
        INSERT INTO shopify_totals VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET
            orders = excluded.orders, spent = excluded.spent, currency = excluded.currency, last_order_id = excluded.last_order_id, at = excluded.at
        WHERE (excluded.at, excluded.orders, excluded.spent, excluded.currency, excluded.last_order_id) > (at, orders, spent, currency, last_order_id)
        """);

    bool Total(int shop, ShopifyTotal total) =>
        _total.Bind(shop).Bind(total.Customer.Value).Bind(total.Orders).Bind(total.Spent.Minor).Bind(total.Spent.Currency.Code)
            .Bind(total.LastOrder?.Value ?? 0).Bind(total.At.ToUnixTimeMilliseconds()).Run() > 0;
}
