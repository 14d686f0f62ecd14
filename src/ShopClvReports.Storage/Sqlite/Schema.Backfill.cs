namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] BackfillTables => [];

    const string BackfillScript = "";
}
