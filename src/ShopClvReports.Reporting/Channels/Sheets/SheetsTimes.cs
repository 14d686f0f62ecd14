namespace ShopClvReports.Reporting;

/// <summary>How long Google is waited for.</summary>
/// <param name="Token">Until an access token is there: a small request, answered within a second or not at all.</param>
/// <param name="Reply">Until a request is answered whole. Google gives up by itself after 180 seconds; less would break off work that goes well.</param>
public sealed record SheetsTimes(TimeSpan Token, TimeSpan Reply)
{
    /// <summary>Until a connection stands: beyond ten seconds there is none to be had.</summary>
    public static readonly TimeSpan Connect = TimeSpan.FromSeconds(10);

    public static SheetsTimes Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(190));
}
