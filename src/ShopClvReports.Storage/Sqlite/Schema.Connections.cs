namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] ConnectionTables => ["connections"];

    const string ConnectionScript = """
        CREATE TABLE connections (
            shop_id INTEGER PRIMARY KEY,
            token BLOB,                          -- sealed
            name TEXT NOT NULL,
            scopes TEXT NOT NULL,                -- with blanks between them
            connected_at INTEGER NOT NULL,
            checked_at INTEGER,
            problem TEXT,
            given_up BLOB                        -- SHA-256 of the token that the shop was disconnected from
        ) STRICT;

        ALTER TABLE schedules ADD COLUMN awaits_connection INTEGER NOT NULL DEFAULT 0;  -- rests since the app was removed

        """;
}
