using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The sentences that say what a report counts.</summary>
public sealed record DefinitionWords
{
    /// <summary>Given the first and last day.</summary>
    public required Func<string, string, string> Between { get; init; }

    /// <summary>Given the last day.</summary>
    public required Func<string, string> Until { get; init; }

    /// <summary>Given the moment the report speaks for.</summary>
    public required Func<string, string> AsOf { get; init; }

    public required string Paid { get; init; }
    public required string Current { get; init; }
    public required string Ordered { get; init; }
    public required string TestsAndCancelled { get; init; }
    public required string GiftCards { get; init; }

    /// <summary>Given the moment the report speaks for.</summary>
    public required Func<string, string> WholeHistory { get; init; }

    /// <summary>The same for a report on quiet customers.</summary>
    public required Func<string, string> WholeHistoryOfQuiet { get; init; }

    /// <summary>Given an amount.</summary>
    public required Func<string, string> SpentAtLeast { get; init; }

    /// <summary>Given how many customers.</summary>
    public required Func<string, string> AmongTop { get; init; }

    /// <summary>Given a percentage.</summary>
    public required Func<string, string> AmongTopPercent { get; init; }

    /// <summary>Given a tier's name.</summary>
    public required Func<string, string> InTier { get; init; }

    /// <summary>Given tiers and their bars.</summary>
    public required Func<string, string> TiersByShare { get; init; }

    /// <summary>Likewise.</summary>
    public required Func<string, string> TiersByAmount { get; init; }

    public required string RfmScores { get; init; }
    public required string RfmGrid { get; init; }
    public required string Prospects { get; init; }

    /// <summary>Given a percentage.</summary>
    public required Func<string, string> Margin { get; init; }

    public required string SimpleClv { get; init; }

    /// <summary>Given the percentage that stays, null when it is seen from the orders, and the discount.</summary>
    public required Func<string?, string, string> PresentValue { get; init; }

    /// <summary>Given the discount.</summary>
    public required Func<string, string> ResidualOrders { get; init; }

    public required string OrdersPerYear { get; init; }

    /// <summary>Of the column, given a percentage.</summary>
    public required Func<string, string> QuietColumn { get; init; }

    /// <summary>The cohorts listed, given a first and a last day.</summary>
    public required Func<string, string, string> CohortsBetween { get; init; }

    /// <summary>The same without a first day.</summary>
    public required Func<string, string> CohortsUntil { get; init; }

    public required string CohortsByMonth { get; init; }
    public required string CohortsByQuarter { get; init; }
    public required string CohortFigures { get; init; }

    /// <summary>Instead of <see cref="WholeHistory"/> where rows are groups; given the moment.</summary>
    public required Func<string, string> WholeHistoryOfGroups { get; init; }

    /// <summary>Given a column of the reader's own, its name and formula.</summary>
    public required Func<string, string> OwnColumn { get; init; }

    /// <summary>Given how many days.</summary>
    public required Func<string, string> QuietByDays { get; init; }

    /// <summary>Given a percentage.</summary>
    public required Func<string, string> QuietByRhythm { get; init; }

    public required string AtStake { get; init; }

    public required string Guests { get; init; }

    /// <summary>Given the time zone.</summary>
    public required Func<string, string> TimeZone { get; init; }

    /// <summary>Given what the rows are and the filter.</summary>
    public required Func<string, string, string> Filter { get; init; }

    /// <summary>Given how many rows, and what they are.</summary>
    public required Func<string, string, string> Top { get; init; }

    public string Policy(ValuePolicy policy) => policy switch
    {
        ValuePolicy.Paid => Paid,
        ValuePolicy.Current => Current,
        ValuePolicy.Ordered => Ordered,
    };
}
