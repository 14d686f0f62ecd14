namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] CostTables => ["variant_costs"];

    const string CostScript = """
        CREATE TABLE variant_costs (
            shop_id INTEGER NOT NULL,
            variant_id INTEGER NOT NULL,
            since INTEGER NOT NULL,
            cost INTEGER NOT NULL,               -- of one unit, minor units
            currency TEXT NOT NULL,
            PRIMARY KEY (shop_id, variant_id, since)
        ) STRICT, WITHOUT ROWID;
        """;
}
