namespace ShopClvReports.Tests;

sealed record FakeProduct(long Id, string Title, bool IsGiftCard = false)
{
    public string Gid => $"gid://shopify/Product/{Id}";

    public DateTimeOffset UpdatedAt { get; set; }

    public List<FakeVariant> Variants { get; } = [];
}

sealed record FakeVariant(long Id, FakeProduct Product, string Title, string? Sku)
{
    public string Gid => $"gid://shopify/ProductVariant/{Id}";

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What one costs the shop today; null: not said.</summary>
    public decimal? UnitCost { get; set; }
}
