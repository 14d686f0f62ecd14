namespace ShopClvReports.Tests;

/// <summary>An order as the platform keeps it. Amounts are major units of the shop's currency, with tax.</summary>
sealed class FakeOrder(long id)
{
    public long Id => id;

    public string Gid => $"gid://shopify/Order/{id}";

    public string Name { get; set; } = $"#{id % 1_000_000}";

    /// <summary>Null: a guest.</summary>
    public FakeCustomer? Customer { get; set; }

    public FakeCompany? Company { get; set; }

    public string? Email { get; set; }

    public FakeAddress? Address { get; set; }

    public DateTimeOffset ProcessedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public bool Test { get; set; }

    public string Currency { get; set; } = "EUR";

    /// <summary>What the buyer was shown, where that is another currency.</summary>
    public OrderJson.Presentment? Presentment { get; set; }

    public string? SourceName { get; set; } = "web";

    public FakeAttribution? Attribution { get; set; }

    /// <summary>Null: not known, or not yet.</summary>
    public FakeVisit? FirstVisit { get; set; }

    public bool JourneyReady { get; set; } = true;

    public List<FakeLine> Lines { get; set; } = [];

    public decimal Shipping { get; set; }

    public decimal Tax { get; set; }

    public decimal Tip { get; set; }

    public List<FakePayment> Payments { get; } = [];

    public List<OrderJson.Refund> Refunds { get; } = [];

    /// <summary>Says otherwise than the payments do, such as AUTHORIZED.</summary>
    public string? SaidStatus { get; set; }

    public decimal Total => Lines.Sum(l => l.Total) + Shipping + Tip;

    public decimal CurrentTotal => Lines.Sum(l => l.CurrentTotal) + Shipping + Tip;

    public decimal Received => Payments.Sum(p => p.Amount);

    public decimal Refunded => Refunds.Sum(r => r.Amount);

    public decimal Outstanding => Math.Max(0, Total - Received);

    public string Status => SaidStatus ?? (Received, Refunded) switch
    {
        (0, _) => CancelledAt is null ? Total == 0 ? "PAID" : "PENDING" : "VOIDED",
        (var received, > 0 and var refunded) => refunded < received ? "PARTIALLY_REFUNDED" : "REFUNDED",
        var (received, _) => received < Total ? "PARTIALLY_PAID" : "PAID",
    };

    public FakeMoney Money(decimal amount) => new(amount, Currency, Presentment);
}

/// <param name="Discount">Over the whole line, given by the shop of itself.</param>
/// <param name="CodeDiscount">Over the whole line, for a code that the buyer typed.</param>
sealed record FakeLine(
    long Id, string Title, decimal Price, int Quantity = 1, decimal Discount = 0, decimal CodeDiscount = 0, bool GiftCard = false,
    FakeVariant? Variant = null)
{
    /// <summary>How many left the order by an edit.</summary>
    public int Removed { get; set; }

    /// <summary>How many came back.</summary>
    public int Returned { get; set; }

    public int CurrentQuantity => Quantity - Removed - Returned;

    /// <summary>As placed.</summary>
    public decimal Whole => Price * Quantity - Discount - CodeDiscount;

    /// <summary>After edits.</summary>
    public decimal Total => Of(Quantity - Removed);

    /// <summary>After edits and returns.</summary>
    public decimal CurrentTotal => Of(CurrentQuantity);

    decimal Of(int some) => some == Quantity ? Whole : decimal.Round(Whole * some / Quantity, 2, MidpointRounding.AwayFromZero);

    public OrderJson.Line Json => new(Id, Variant?.Product.Id, Title, Price, Quantity, CurrentQuantity, Discount + CodeDiscount, GiftCard);
}

sealed record FakePayment(long Id, decimal Amount, DateTimeOffset At, string Gateway = "shopify_payments");

sealed record FakeAddress(string? FirstName, string? LastName);

sealed record FakeAttribution(string Handle, string DisplayName);

/// <param name="SourceType">Of MarketingTactic, such as SEO.</param>
sealed record FakeVisit(string Source, string? SourceType = null, string? UtmSource = null, string? UtmMedium = null, string? UtmCampaign = null);

sealed record FakeCompany(long Id, string Name);

sealed record FakeMoney(decimal Amount, string Currency, OrderJson.Presentment? Presentment = null)
{
    public FakeMoney Shown => Presentment is null ? this : new FakeMoney(decimal.Round(Amount * Presentment.Rate, 2), Presentment.Currency);
}
