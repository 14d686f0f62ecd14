namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] ReconcileTables => ["shopify_totals", "reconcile_bookmarks", "reconciliations"];

    const string ReconcileScript = """
        CREATE TABLE shopify_totals (            -- what Shopify says of each customer
            shop_id INTEGER NOT NULL,
            customer_id INTEGER NOT NULL,
            orders INTEGER NOT NULL,
            spent INTEGER NOT NULL,              -- minor units
            currency TEXT NOT NULL,
            last_order_id INTEGER NOT NULL,      -- 0 for none
            at INTEGER NOT NULL,                 -- the version: the greater replaces the lesser
            PRIMARY KEY (shop_id, customer_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE reconcile_bookmarks (
            shop_id INTEGER PRIMARY KEY,
            orders_since INTEGER,
            orders_at INTEGER,
            customers_since INTEGER,
            customers_at INTEGER,                -- an id
            customers_all INTEGER NOT NULL,
            days_at INTEGER
        ) STRICT;

        CREATE TABLE reconciliations (
            reconciliation_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            failure TEXT,
            result TEXT                          -- JSON; days and customers in the last one alone
        ) STRICT;
        CREATE INDEX reconciliations_by_shop ON reconciliations (shop_id, reconciliation_id);

        """;
}
