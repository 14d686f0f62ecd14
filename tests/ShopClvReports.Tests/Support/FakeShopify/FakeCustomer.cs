namespace ShopClvReports.Tests;

/// <summary>A customer as the platform keeps it.</summary>
sealed class FakeCustomer(long id)
{
    public long Id => id;

    public string Gid => $"gid://shopify/Customer/{id}";

    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? Email { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public List<FakeOrder> Orders { get; } = [];

    /// <summary>Of a customer without a name, the e-mail.</summary>
    public string DisplayName => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : Email ?? "";

    /// <summary>What the platform says where it is not what the orders say.</summary>
    public decimal? SaidAmountSpent { get; set; }

    public long? SaidNumberOfOrders { get; set; }

    public decimal AmountSpent => SaidAmountSpent ?? Counted.Sum(o => o.Received - o.Refunded);

    public long NumberOfOrders => SaidNumberOfOrders ?? Counted.Count();

    public FakeOrder? LastOrder => Orders.MaxBy(o => o.ProcessedAt);

    IEnumerable<FakeOrder> Counted => Orders.Where(o => !o.Test);
}
