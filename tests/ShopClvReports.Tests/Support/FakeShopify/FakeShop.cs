using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>
/// One shop: what it is, what it holds, who may ask and what goes wrong. Tests change the history through the methods of
/// <c>FakeShop.Orders.cs</c> and <c>FakeShop.Customers.cs</c>, which do what the platform does, or set the objects themselves.
/// </summary>
sealed partial class FakeShop
{
    /// <summary>Everything that an app like ours asks for.</summary>
    public static readonly IReadOnlyList<string> AllScopes =
        ["read_orders", "read_all_orders", "read_customers", "read_products", "read_customer_merge"];

    static readonly TimeSpan s_visibleWithoutScope = TimeSpan.FromDays(60);

    readonly Dictionary<string, int> _repeats = [];
    long _lastId;

    public FakeShop(FakeShopify server, string domain, long firstId)
    {
        (Server, Domain, Id, _lastId) = (server, domain, firstId, firstId);
        Tokens = new FakeTokens(server.Clock);
        Secret = server.ClientSecret;
        Deliveries = new FakeDeliveries(this);
        Bucket = new FakeBucket(2_000, 100, server.Clock);
        Bulk = new FakeBulk(this);
    }

    public FakeShopify Server { get; }

    /// <summary>Held while anything of the shop is read or changed.</summary>
    public Lock Gate { get; } = new();

    public long Id { get; }

    public string Domain { get; }

    public string Name { get; set; } = "Voorbeeld";

    public string Email { get; set; } = "winkel@example.nl";

    public Currency Currency { get; set; } = new("EUR");

    public string Zone { get; set; } = "Europe/Amsterdam";

    public FakeTokens Tokens { get; }

    /// <summary>Of the custom app: good until it is set to another.</summary>
    public string Token
    {
        get => Tokens.Custom ?? throw new InvalidOperationException("the custom app was removed");
        set => Tokens.Custom = value;
    }

    public HashSet<string> Scopes { get; } = [.. AllScopes];

    /// <summary>Fields that the app is not approved to see, such as <c>Customer.firstName</c>; they answer null and an error.</summary>
    public HashSet<string> Protected { get; } = [];

    /// <summary>What happens to a request instead; null for the right answer.</summary>
    public Func<FakeCall, Fault?> Fault { get; set; } = _ => null;

    /// <summary>A small one is soon empty and answers THROTTLED.</summary>
    public FakeBucket Bucket { get; set; }

    /// <summary>Every request to GraphQL, first to last.</summary>
    public List<FakeCall> Calls { get; } = [];

    /// <summary>The names of the operations asked for, first to last.</summary>
    public IEnumerable<string> Operations => Calls.Select(c => c.Operation);

    public Dictionary<long, FakeOrder> Orders { get; } = [];

    public Dictionary<long, FakeCustomer> Customers { get; } = [];

    public List<FakeProduct> Products { get; } = [];

    public List<FakeSubscription> Subscriptions { get; } = [];

    public FakeBulk Bulk { get; }

    /// <summary>Of the webhooks, which the platform times to the nanosecond.</summary>
    public DateTimeOffset Moment => Server.Clock.GetUtcNow();

    /// <summary>Of everything else, which it times to the second.</summary>
    public DateTimeOffset Now => Second(Moment);

    public IEnumerable<FakeOrder> VisibleOrders => Visible(Orders.Values);

    /// <summary>Without read_all_orders only those of the last 60 days.</summary>
    public IEnumerable<FakeOrder> Visible(IEnumerable<FakeOrder> orders)
    {
        if (Scopes.Contains("read_all_orders")) return orders;
        var since = Now - s_visibleWithoutScope;
        return orders.Where(o => o.CreatedAt >= since);
    }

    public long NextId() => _lastId += 32;

    public FakeCall Called(string operation, System.Text.Json.JsonElement variables)
    {
        _repeats[operation] = _repeats.GetValueOrDefault(operation) + 1;
        var call = new FakeCall(Calls.Count, _repeats[operation] - 1, operation, variables, Now);
        Calls.Add(call);
        return call;
    }

    /// <summary>The platform knows no fractions of a second.</summary>
    static DateTimeOffset Second(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
