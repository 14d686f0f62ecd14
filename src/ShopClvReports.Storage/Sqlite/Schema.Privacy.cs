namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] PrivacyTables => ["obligations", "privacy_exports", "privacy_keys", "forgotten", "nameless", "identity_changes", "access_log"];

    const string PrivacyScript = """

        CREATE TABLE obligations (
            obligation_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            customer_id INTEGER,                 -- null once it is done, as the next two
            email TEXT,
            orders TEXT NOT NULL,                -- JSON, empty once it is done
            asked_by TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            done_at INTEGER,
            proof TEXT,                          -- JSON
            fingerprint BLOB NOT NULL,           -- keyed: the same webhook again is the same obligation
            UNIQUE (shop_id, fingerprint)
        ) STRICT;

        CREATE TABLE privacy_exports (
            obligation_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            shop_id INTEGER NOT NULL,
            box BLOB NOT NULL,                   -- sealed
            sha256 TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            PRIMARY KEY (obligation_id, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE privacy_keys (              -- of the hashes below and of guests without an address
            shop_id INTEGER PRIMARY KEY,
            box BLOB NOT NULL                    -- sealed
        ) STRICT;

        CREATE TABLE forgotten (                 -- who must not come back
            shop_id INTEGER NOT NULL,
            hash BLOB NOT NULL,                  -- keyed, of the id or of what the address derives to
            forgotten_at INTEGER NOT NULL,
            PRIMARY KEY (shop_id, hash)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE nameless (                  -- ids drawn at random that stand for somebody forgotten
            shop_id INTEGER NOT NULL,
            customer_id INTEGER NOT NULL,
            PRIMARY KEY (shop_id, customer_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE identity_changes (          -- when ids last went away: an older ledger is read anew
            shop_id INTEGER PRIMARY KEY,
            sequence INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE access_log (
            log_id INTEGER PRIMARY KEY AUTOINCREMENT,
            shop_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL,
            place TEXT NOT NULL,
            customers INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX access_log_by_shop ON access_log (shop_id, log_id);

        CREATE TABLE erased_shops (              -- of no shop any more
            domain TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            erased_at INTEGER NOT NULL,
            proof TEXT NOT NULL                  -- JSON
        ) STRICT;

        CREATE TABLE remains (value INTEGER NOT NULL) STRICT;  -- erasures whose bytes unused pages may hold
        INSERT INTO remains VALUES (0);

        ALTER TABLE deliveries ADD COLUMN customers INTEGER NOT NULL DEFAULT 0;  -- that the message and its files speak of
        """;
}
