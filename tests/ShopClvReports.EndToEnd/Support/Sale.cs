namespace ShopClvReports.EndToEnd;

/// <summary>An order of which everything follows from its number: each has a customer and an amount of its own.</summary>
readonly record struct Sale(int Number)
{
    static readonly OrderJson.Line[] Lines = [new(13_001_000_000_000_101, 8_200_100_200_301, "Merino trui, heren", 79.95m)];

    public long Customer => 7_100_000_000_000 + Number;
    public decimal Total => 10.00m + Number % 9_973 * 0.01m;

    /// <param name="version">A later one is newer, and worth a euro more.</param>
    public byte[] Body(int version = 0) => OrderJson.Build(
        id: 5_400_000_000_000 + Number, customer: Customer, email: $"klant{Number}@example.nl", total: Total + version,
        updatedAt: OrderJson.Placed.AddMinutes(version), lines: Lines);
}
