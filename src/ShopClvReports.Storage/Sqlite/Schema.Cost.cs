namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] CostTables => [];

    const string CostScript = "";
}
