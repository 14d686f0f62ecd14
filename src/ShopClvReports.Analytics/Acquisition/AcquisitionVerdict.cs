namespace ShopClvReports.Analytics;

/// <summary>What lifetime value against acquisition cost (CLV:CAC) says of a way of winning customers.</summary>
public enum AcquisitionVerdict
{
    /// <summary>From 3 on.</summary>
    Healthy,

    /// <summary>From 1 to 3: it breaks even, or a little better.</summary>
    Modest,

    /// <summary>Below 1: each customer costs more than they bring.</summary>
    Unsustainable,
}

/// <summary>The usual bars of CLV:CAC.</summary>
public static class AcquisitionVerdicts
{
    /// <returns>Null when the ratio is not known.</returns>
    public static AcquisitionVerdict? Of(double ratio) => ratio switch
    {
        double.NaN => null,
        >= 3 => AcquisitionVerdict.Healthy,
        >= 1 => AcquisitionVerdict.Modest,
        _ => AcquisitionVerdict.Unsustainable,
    };
}
