using Microsoft.Data.Sqlite;

namespace ShopClvReports.Storage;

/// <summary>The tables, as one script for each schema version; a file is brought forward script by script, never back.</summary>
static partial class Schema
{
    /// <summary>Marks our files, so that another program's database is not taken for one.</summary>
    const int ApplicationId = 0x53434C56;

    public static int Version => Scripts.Length;

    /// <summary>Index + 1 is the version that the script leads to. A script that was released never changes.</summary>
    static readonly string[] Scripts =
    [
        """
        CREATE TABLE sequence (value INTEGER NOT NULL) STRICT;
        INSERT INTO sequence VALUES (0);

        CREATE TABLE shops (
            shop_id INTEGER PRIMARY KEY AUTOINCREMENT,
            domain TEXT NOT NULL UNIQUE,
            time_zone TEXT NOT NULL,
            currency TEXT NOT NULL,
            secrets BLOB,                        -- sealed
            last_webhook_at INTEGER              -- milliseconds since 1970, as every instant but processed_at
        ) STRICT;

        CREATE TABLE orders (
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            number TEXT NOT NULL,
            customer_id INTEGER NOT NULL,        -- as the order says, before merges; 0 for nobody
            processed_at INTEGER NOT NULL,       -- seconds since 1970
            detail INTEGER NOT NULL,             -- detail, updated_at and progress are the version: the greater replaces the lesser
            updated_at INTEGER NOT NULL,
            progress INTEGER NOT NULL,
            currency TEXT NOT NULL,
            ordered INTEGER NOT NULL,            -- all amounts in minor units of the currency
            current INTEGER NOT NULL,
            received INTEGER NOT NULL,
            refunded INTEGER NOT NULL,           -- the greater of what the order says and what its refunds add up to
            refunded_said INTEGER NOT NULL,      -- what the order says
            tax INTEGER NOT NULL,
            shipping INTEGER NOT NULL,
            gift_cards_ordered INTEGER NOT NULL,
            gift_cards_current INTEGER NOT NULL,
            test INTEGER NOT NULL,
            cancelled_at INTEGER NOT NULL,       -- 0 while it is not
            status INTEGER NOT NULL,
            channel TEXT NOT NULL,
            deleted INTEGER NOT NULL,
            sequence INTEGER NOT NULL,           -- of the last change that a ledger must see
            PRIMARY KEY (shop_id, order_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX orders_by_sequence ON orders (shop_id, sequence);

        CREATE TABLE order_lines (
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            lines TEXT NOT NULL,                 -- JSON: [[id, product or null, title, quantity, current quantity, net, gift card, variant if known], ...]
            PRIMARY KEY (shop_id, order_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE order_edits (
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            edited_at INTEGER NOT NULL,
            PRIMARY KEY (shop_id, order_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refunds (
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            refund_id INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            processed_at INTEGER NOT NULL,
            PRIMARY KEY (shop_id, order_id, refund_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE customers (
            shop_id INTEGER NOT NULL,
            customer_id INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            label TEXT NOT NULL,
            name TEXT NOT NULL,                  -- the only place of personal data
            email TEXT NOT NULL,
            updated_at INTEGER NOT NULL,
            merged_into INTEGER NOT NULL,        -- 0 for nobody
            deleted INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (shop_id, customer_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX customers_by_sequence ON customers (shop_id, sequence);

        CREATE TABLE quarantine (
            quarantine_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            source TEXT NOT NULL,
            format TEXT NOT NULL,
            reason TEXT NOT NULL,
            body BLOB NOT NULL,
            fingerprint BLOB NOT NULL,           -- of source, format and body: the same line is not kept twice
            UNIQUE (shop_id, fingerprint)
        ) STRICT;
        """,
        """
        CREATE TABLE schedules (
            schedule_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            definition TEXT NOT NULL,            -- JSON
            paused INTEGER NOT NULL,
            paused_until INTEGER,
            active_since INTEGER NOT NULL,
            UNIQUE (shop_id, name)
        ) STRICT;

        CREATE TABLE unsubscribed (
            shop_id INTEGER NOT NULL,
            schedule_id INTEGER NOT NULL,
            address TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (shop_id, schedule_id, address)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE channel_settings (
            shop_id INTEGER NOT NULL,
            channel TEXT NOT NULL,
            box BLOB NOT NULL,                   -- sealed
            PRIMARY KEY (shop_id, channel)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            run_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            schedule_id INTEGER,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            scheduled_at INTEGER NOT NULL,
            missed INTEGER NOT NULL,
            state TEXT NOT NULL,
            reason TEXT,
            definition TEXT NOT NULL,            -- JSON, as the schedule was when the run was planned
            notice TEXT,                         -- JSON
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            fingerprint TEXT,
            next_at INTEGER,
            lease TEXT,
            lease_until INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX runs_once ON runs (shop_id, schedule_id, scheduled_at) WHERE kind = 'scheduled';
        CREATE INDEX runs_by_schedule ON runs (shop_id, schedule_id, scheduled_at);
        CREATE INDEX runs_waiting ON runs (scheduled_at) WHERE state IN ('Planned', 'Rendering');

        CREATE TABLE artifacts (
            run_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            shop_id INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (run_id, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE artifact_pieces (
            run_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            piece INTEGER NOT NULL,
            shop_id INTEGER NOT NULL,
            data BLOB NOT NULL,
            UNIQUE (run_id, name, piece)
        ) STRICT;

        CREATE TABLE deliveries (
            delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            run_id INTEGER NOT NULL,
            channel TEXT NOT NULL,
            destination TEXT NOT NULL,
            recipient TEXT NOT NULL,
            message TEXT NOT NULL,
            state TEXT NOT NULL,
            next_at INTEGER,
            tries INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            provider_id TEXT,
            reason TEXT,
            checkpoint TEXT,
            handed_over INTEGER NOT NULL,
            lease TEXT,
            lease_until INTEGER,
            UNIQUE (run_id, destination, recipient)
        ) STRICT;
        CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state IN ('Pending', 'RetryWait', 'Sending');

        CREATE TABLE attempts (
            delivery_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            shop_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            outcome TEXT,                        -- null while it is under way
            provider_id TEXT,
            reply TEXT,
            took_ms INTEGER,
            PRIMARY KEY (delivery_id, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE troubles (
            shop_id INTEGER NOT NULL,
            trouble TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (shop_id, trouble)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE runs ADD COLUMN follow_up TEXT;  -- JSON

        CREATE TABLE alerts (
            alert_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            rule_id INTEGER NOT NULL,            -- the schedule
            customer_id INTEGER NOT NULL,
            state TEXT NOT NULL,
            last_order INTEGER NOT NULL,         -- before the silence, seconds since 1970
            since INTEGER NOT NULL,
            fired_at INTEGER,
            told_at INTEGER,
            snoozed_until INTEGER,
            contacted_at INTEGER,
            acted_by TEXT,
            returned_at INTEGER,
            ended_at INTEGER,
            version INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX alerts_once ON alerts (shop_id, rule_id, customer_id) WHERE ended_at IS NULL;
        CREATE INDEX alerts_by_customer ON alerts (shop_id, customer_id);

        CREATE TABLE alert_events (
            event_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            alert_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            state TEXT NOT NULL,
            what TEXT NOT NULL,
            acted_by TEXT
        ) STRICT;
        CREATE INDEX alert_events_by_alert ON alert_events (alert_id);

        CREATE TABLE alert_runs (                -- which messages told of which alerts
            run_id INTEGER NOT NULL,
            alert_id INTEGER NOT NULL,
            shop_id INTEGER NOT NULL,
            PRIMARY KEY (run_id, alert_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_runs_by_alert ON alert_runs (alert_id);
        """,
        """
        CREATE TABLE marketing_spend (
            shop_id INTEGER NOT NULL,
            month TEXT NOT NULL,                 -- such as 2026-03
            channel TEXT NOT NULL,               -- in lower case
            amount INTEGER NOT NULL,             -- minor units
            currency TEXT NOT NULL,
            PRIMARY KEY (shop_id, month, channel)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE order_companies (           -- of the few orders that were placed for one
            shop_id INTEGER NOT NULL,
            order_id INTEGER NOT NULL,
            company_id INTEGER NOT NULL,
            name TEXT NOT NULL,                  -- empty when the source does not tell it
            PRIMARY KEY (shop_id, order_id)
        ) STRICT, WITHOUT ROWID;
        """,
        ConnectionScript + BackfillScript + CostScript + ReconcileScript + PrivacyScript,
    ];

    /// <summary>Every table with a shop's data, keyed by shop_id.</summary>
    public static IReadOnlyList<string> ShopTables { get; } =
        [
            "orders", "order_lines", "order_edits", "refunds", "customers", "quarantine", "schedules", "unsubscribed", "channel_settings", "runs",
            "artifacts", "artifact_pieces", "deliveries", "attempts", "troubles", "alerts", "alert_events", "alert_runs", "marketing_spend", "order_companies",
            .. ConnectionTables, .. BackfillTables, .. CostTables, .. ReconcileTables, .. PrivacyTables,
            "shops",
        ];

    /// <exception cref="StoreException">The file belongs to another program or to a newer version of this one.</exception>
    public static void BringForward(SqliteConnection connection, string path)
    {
        var version = Pragma(connection, "user_version");
        // The mark is read last: a process that makes the file at this moment sets it together with the tables.
        if ((version > 0 || connection.Value("SELECT count(*) FROM sqlite_schema") is > 0L) && Pragma(connection, "application_id") != ApplicationId)
            throw new StoreException($"{path} is a database of another program; give another --data directory");
        if (version > Version)
            throw new StoreException($"{path} has schema {version}, made by a newer version; this one knows schema {Version}: update shopclv");
        if (version == Version) return;

        for (; version < Version; version++)
        {
            using var transaction = connection.BeginTransaction();
            // Another process may have come first while this one waited for the lock.
            if (Pragma(connection, "user_version") <= version)
            {
                connection.Execute(Scripts[version]);
                connection.Execute($"PRAGMA user_version = {version + 1}");
                connection.Execute($"PRAGMA application_id = {ApplicationId}");
            }

            transaction.Commit();
        }
    }

    public static long Pragma(SqliteConnection connection, string name) => (long)connection.Value($"PRAGMA {name}")!;
}
