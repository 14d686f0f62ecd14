using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>What is set for one shop. A shop without a secret can import files, and has every webhook refused.</summary>
public sealed record ShopSettings
{
    /// <summary>Client secret of the app, with which Shopify signs its webhooks; read from <see cref="ClientSecretFile"/> when that is given.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>File that holds the client secret and nothing else, such as <c>/run/secrets/shopify</c>. Read once, at the start.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>The secret before the last rotation. Still accepted while it is given, so take it out when Shopify has moved over.</summary>
    public string? PreviousClientSecret { get; init; }

    /// <summary>Admin API access token of a custom app, <c>shpat_…</c>; read from <see cref="AdminTokenFile"/> when that is given. The shop is connected with it at the start of the server.</summary>
    public string? AdminToken { get; init; }

    /// <summary>File that holds the access token and nothing else. Read once, at the start.</summary>
    public string? AdminTokenFile { get; init; }

    /// <summary>Secret of webhooks made by hand in the shop's admin (Settings, Notifications), which are not signed with the app's.</summary>
    public string? AdminSecret { get; init; }

    /// <summary>IANA name. Null: <see cref="DefaultsSettings.TimeZone"/>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ISO 4217, three letters, read into capitals. Null: <see cref="DefaultsSettings.Currency"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// Contribution margin in percent, 1 to 100: what is left of 100 spent after the costs that come with each order. It turns what
    /// customers spent into what they are worth; at 100 those are the same.
    /// </summary>
    public int MarginPercent { get; init; } = 100;

    /// <summary>Percent of one year's customers that are customers in the next, 0 to 100, for the columns <c>npv…</c>. Null: it is seen from the orders.</summary>
    public int? RetentionPercent { get; init; }

    /// <summary>Percent, 1 to 100, by which what comes a year later is worth less today, for the columns <c>npv…</c> and <c>residual_orders</c>.</summary>
    public int DiscountPercent { get; init; } = 10;

    /// <summary>Tiers of customers, such as <c>vip=5%,high=20%,medium=50%,low</c> or <c>vip=1000,high=500,low=0</c>. Null: high a fifth, medium down to the half, low the rest.</summary>
    public string? Tiers { get; init; }

    /// <summary>JSON file with a list of schedules. Read at the start; those whose name is not known yet are added, the others stay as they are.</summary>
    public string? SchedulesFile { get; init; }

    /// <summary>What reports need of this.</summary>
    internal ShopTerms Terms => new(MarginPercent, Tiers is null ? Analytics.Tiers.Default : Analytics.Tiers.Parse(Tiers))
    {
        RetentionPercent = RetentionPercent,
        DiscountPercent = DiscountPercent,
    };

    public override string ToString() => $"{nameof(ShopSettings)} {{ TimeZone = {TimeZone}, Currency = {Currency}, secrets not shown }}";
}
