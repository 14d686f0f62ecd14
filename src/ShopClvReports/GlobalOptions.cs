using System.CommandLine;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>Options that every command takes.</summary>
static class GlobalOptions
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "Settings file; environment variables SHOPCLV__Section__Key go over it",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Directory of the database (default ./data)",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<string?> Shop { get; } = new("--shop")
    {
        Description = "Which shop, such as my-shop.myshopify.com; may be left out while there is one",
        HelpName = "DOMAIN",
        Recursive = true,
    };

    public static Option<string?> Language { get; } = Lang();

    static Option<string?> Lang()
    {
        var option = new Option<string?>("--lang") { Description = "Language of reports", Recursive = true };
        option.AcceptOnlyFromAmong([.. Languages.Tags]);
        return option;
    }
}
