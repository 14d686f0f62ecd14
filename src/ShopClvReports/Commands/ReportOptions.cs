using System.CommandLine;

namespace ShopClvReports;

/// <summary>Options of a report that are typed the same for one that is made now and for one that is sent by a schedule.</summary>
static class ReportOptions
{
    public static readonly Option<string?> By = new("--by")
    {
        Description = "Cohorts by month (when left out) or quarter of the first order; channels by that order (when left out) or the first-visit before it",
        HelpName = "WHAT",
    };

    public static readonly Option<string[]> Own = new("--column")
    {
        Description = "A column of your own: arithmetic, comparison and IIF over the others, such as \"ratio = total_spent / orders\"; may be repeated",
        HelpName = "NAME = FORMULA",
    };

    static ReportOptions() => By.AcceptOnlyFromAmong("month", "quarter", "order", "first-visit");
}
