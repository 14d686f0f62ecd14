namespace ShopClvReports.Analytics;

/// <summary>What was spent in one month on winning customers through one channel.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Channel">As the shop's orders name it, such as <c>web</c>; in lower case.</param>
public sealed record MarketingSpend(DateOnly Month, string Channel, Money Amount);
