namespace ShopClvReports.Storage;

static partial class Schema
{
    static string[] PrivacyTables => [];

    const string PrivacyScript = "";
}
