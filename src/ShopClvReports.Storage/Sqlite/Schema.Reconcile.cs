namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] ReconcileTables => [];

    const string ReconcileScript = "";
}
