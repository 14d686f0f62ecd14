namespace ShopClvReports.Reporting;

/// <summary>A language that reports speak.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>Dutch.</summary>
    Nl,
}
