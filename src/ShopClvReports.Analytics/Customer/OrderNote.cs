namespace ShopClvReports.Analytics;

/// <summary>What people look at of an order and no sum needs.</summary>
/// <param name="Number">The name people use, such as <c>#1001</c>; empty when there is none.</param>
/// <param name="Refunded">Money given back.</param>
public sealed record OrderNote(string Number, Money Refunded);
