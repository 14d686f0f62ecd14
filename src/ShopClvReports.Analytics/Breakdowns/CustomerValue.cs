namespace ShopClvReports.Analytics;

/// <summary>What a customer is worth by formula, in whatever unit of money goes in.</summary>
public static class CustomerValue
{
    /// <summary>Average order × orders a year × years × margin.</summary>
    /// <param name="margin">0 to 1; 1 for revenue.</param>
    public static decimal Simple(decimal averageOrder, decimal ordersPerYear, decimal years, decimal margin = 1) =>
        averageOrder * ordersPerYear * years * margin;

    /// <summary>
    /// Present value of a customer who pays the same each year until they leave for good. For contracts such as subscriptions, where one
    /// sees who left; orders of a shop are none. Gupta and Lehmann, "Customers as Assets" (2003), in the three ways of booking.
    /// </summary>
    /// <param name="margin">A year, in money.</param>
    /// <param name="retention">Share that stays from one year to the next, 0 to 1.</param>
    /// <param name="discount">A year, such as 0.1; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate out of its range.</exception>
    public static double PresentValue(double margin, double retention, double discount, Booking booking)
    {
        if (!(retention is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(retention), retention, "expected a share of 0 to 1");
        if (!(discount > 0)) throw new ArgumentOutOfRangeException(nameof(discount), discount, "expected a yearly rate above 0, such as 0.1");
        var left = 1 + discount - retention;
        return booking switch
        {
            Booking.Now => margin * (1 + discount) / left,
            Booking.AfterRenewal => margin * retention / left,
            Booking.AtYearEnd => margin / left,
        };
    }
}

/// <summary>When the first payment counts.</summary>
public enum Booking
{
    /// <summary>Today, in full.</summary>
    Now,

    /// <summary>In a year, from those who stayed; what was paid today is behind us.</summary>
    AfterRenewal,

    /// <summary>At the end of the first year, from everybody.</summary>
    AtYearEnd,
}
