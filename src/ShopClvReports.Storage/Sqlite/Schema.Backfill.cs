namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] BackfillTables => ["backfills", "backfill_windows", "order_first_visits"];

    const string BackfillScript = """
        CREATE TABLE backfills (
            shop_id INTEGER PRIMARY KEY,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            sees_all INTEGER NOT NULL,
            orders INTEGER NOT NULL,             -- as Shopify counted them when it began
            oldest_at INTEGER,
            problem TEXT,
            lease TEXT,
            lease_until INTEGER
        ) STRICT;

        CREATE TABLE backfill_windows (
            window_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            from_at INTEGER,                     -- null: from the beginning
            to_at INTEGER,                       -- null: up to now
            paged INTEGER NOT NULL,
            step TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            operation TEXT,
            asked_at INTEGER,
            next_at INTEGER,
            cursor TEXT,
            found INTEGER NOT NULL,
            imported INTEGER NOT NULL,
            problem TEXT
        ) STRICT;
        CREATE INDEX backfill_windows_by_shop ON backfill_windows (shop_id);

        CREATE TABLE order_first_visits (        -- of the orders of which Shopify tells it
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            source TEXT NOT NULL,
            medium TEXT NOT NULL,
            campaign TEXT NOT NULL,
            PRIMARY KEY (shop_id, order_id)
        ) STRICT, WITHOUT ROWID;
        """;
}
