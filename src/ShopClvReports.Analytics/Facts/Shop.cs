namespace ShopClvReports.Analytics;

/// <summary>One shop.</summary>
/// <param name="Id">The store's number of it; every key starts with this.</param>
/// <param name="Domain">Such as <c>example.myshopify.com</c>, in lower case.</param>
/// <param name="TimeZone">Decides where a day begins in every report.</param>
/// <param name="Currency">The shop's currency today; orders carry their own.</param>
public sealed record Shop(int Id, string Domain, TimeZoneInfo TimeZone, Currency Currency);
