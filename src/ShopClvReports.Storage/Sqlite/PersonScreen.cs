using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>
/// Stands before the store: what speaks of somebody forgotten loses the person, whenever and however often it comes, and where no
/// personal data is to be kept everything does. Used by the writer's thread alone.
/// </summary>
/// <param name="noPersonalData">Names and addresses are never kept.</param>
sealed partial class PersonScreen(SqliteConnection connection, SecretBox secrets, bool noPersonalData) : IDisposable
{
    /// <summary>What a shop's facts are held against.</summary>
    /// <param name="Forgotten">By keyed hash in hex, when.</param>
    /// <param name="Nameless">Ids that stand for somebody forgotten.</param>
    sealed record Screen(PersonKey Key, Dictionary<string, long> Forgotten, HashSet<long> Nameless);

    readonly Statement _changes = new(connection, "SELECT coalesce(sum(sequence), 0) + count(*) FROM identity_changes");
    readonly Statement _customer = new(connection, "SELECT customer_id FROM orders WHERE shop_id = ?1 AND order_id = ?2");

    /// <summary>Null for a shop of which everything may be kept.</summary>
    readonly Dictionary<int, Screen?> _screens = [];

    long _seen = -1;

    /// <summary>Another process may have made somebody forgotten meanwhile.</summary>
    public void Begin()
    {
        _changes.Step();
        var now = _changes.Int64(0);
        _changes.Reset();
        if (now != _seen) Forget();
        _seen = now;
    }

    /// <summary>What was read may never have been committed.</summary>
    public void Forget()
    {
        _screens.Clear();
        _seen = -1;
    }

    /// <returns>What may be stored, and merges that say who a guest without an address is.</returns>
    public (IReadOnlyList<ShopFact> Facts, IReadOnlyList<ShopFact> Besides) Pass(int shop, IReadOnlyList<ShopFact> facts)
    {
        if (!_screens.TryGetValue(shop, out var screen)) _screens[shop] = screen = Load(shop);
        if (screen is null) return (facts, []);
        List<ShopFact> passed = new(facts.Count), besides = [];
        foreach (var fact in facts)
            if (Known(shop, screen, fact) is { } known)
                passed.Add(noPersonalData ? Bare(screen.Key, known, besides) : known);
        return (passed, besides);
    }

    /// <returns>
    /// Without its body, and a reason that quotes none of it, where that may name somebody who is not to be kept; and the same for the
    /// same, by which it is not kept twice.
    /// </returns>
    public (Rejected Kept, byte[] Fingerprint) Pass(int shop, Rejected rejected)
    {
        if (!_screens.TryGetValue(shop, out var screen)) _screens[shop] = screen = Load(shop);
        var fingerprint = Fingerprint(rejected);
        return screen is not null && (noPersonalData || screen.Forgotten.Count > 0 && Names(screen, Encoding.UTF8.GetString(rejected.Body.Span)))
            ? (rejected with { Reason = Unquoted(rejected.Reason), Body = default }, screen.Key.Hash(fingerprint))
            : (rejected, fingerprint);
    }

    static byte[] Fingerprint(Rejected rejected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{rejected.Source}\n{rejected.Format}\n"));
        hash.AppendData(rejected.Body.Span);
        return hash.GetHashAndReset();
    }

    static bool Names(Screen screen, string body) => IdOrAddress().EnumerateMatches(body) is var matches && Any(screen, body, matches);

    static bool Any(Screen screen, string body, Regex.ValueMatchEnumerator matches)
    {
        foreach (var match in matches)
        {
            var text = body.AsSpan(match.Index, match.Length);
            if (At(screen, long.TryParse(text, out var id) ? id : DerivedId.Of("email", Email.Normalise(text.ToString())!)) is not null) return true;
        }

        return false;
    }

    [GeneratedRegex("""[0-9]{5,18}|[^\s"'<>\\,;:]+@[^\s"'<>\\,;:]+""", RegexOptions.CultureInvariant)]
    private static partial Regex IdOrAddress();

    public void Dispose()
    {
        _changes.Dispose();
        _customer.Dispose();
    }

    Screen? Load(int shop)
    {
        var forgotten = connection.Query("SELECT hash, forgotten_at FROM forgotten WHERE shop_id = ?1", r => (Hash: (byte[])r[0], At: r.GetInt64(1)), shop)
            .ToDictionary(f => Convert.ToHexString(f.Hash), f => f.At);
        var nameless = connection.Query("SELECT customer_id FROM nameless WHERE shop_id = ?1", r => r.GetInt64(0), shop).ToHashSet();
        return forgotten.Count > 0 || nameless.Count > 0 || noPersonalData ? new Screen(PersonKey.Of(connection, secrets, shop), forgotten, nameless) : null;
    }

    /// <returns>Null when nothing of it may be kept.</returns>
    ShopFact? Known(int shop, Screen screen, ShopFact fact) => fact switch
    {
        OrderSeen seen => Order(shop, screen, seen),
        CustomerSeen { Customer: var customer } => IsForgotten(screen, customer.Id, customer.Email, customer.UpdatedAt) ? null : fact,
        ShopifyTotalSeen { Total: var total } => IsForgotten(screen, total.Customer) ? null : fact,
        CustomerDeleted deleted => IsForgotten(screen, deleted.Customer) ? null : fact,
        CustomersMerged merged => IsForgotten(screen, merged.Gone) || IsForgotten(screen, merged.Kept) ? null : fact,
        _ => fact,
    };

    OrderSeen Order(int shop, Screen screen, OrderSeen seen)
    {
        var order = seen.Order;
        var forgotten = order.Customer is { } buyer && IsForgotten(screen, buyer, seen.Customer?.Email, order.ProcessedAt);
        if (!forgotten && screen.Nameless.Count == 0) return seen;
        var stored = Stored(shop, order.Id);
        var nameless = stored is { } known && screen.Nameless.Contains(known);
        if (!forgotten && !nameless) return seen;
        // An order that is known keeps the id it was given; one that is not belongs to nobody: a map from old to new would be a way back.
        return seen with { Order = Nameless(order, nameless ? new CustomerId(stored!.Value) : null), Customer = null };
    }

    /// <summary>The money of an order, and nothing that leads to whoever placed it.</summary>
    static OrderFact Nameless(OrderFact order, CustomerId? customer) => order with
    {
        Number = "",
        Customer = customer,
        Company = null,
        FirstVisit = null,
        // Of a product the shop chose the title; of anything else it may say for whom it was made.
        Lines = [.. order.Lines.Select(line => line.Product is null ? line with { Title = "" } : line)],
    };

    /// <summary>An account's id is never used again; an address may be, by somebody who comes back of their own will after that day.</summary>
    static bool IsForgotten(Screen screen, CustomerId id, string? email, DateTimeOffset at) =>
        At(screen, id.Value) is { } then && (id.Value > 0 || at.ToUnixTimeMilliseconds() <= then)
        || Email.Normalise(email) is { } address && At(screen, DerivedId.Of("email", address)) is { } since && at.ToUnixTimeMilliseconds() <= since;

    static bool IsForgotten(Screen screen, CustomerId id) => At(screen, id.Value) is not null;

    static long? At(Screen screen, long id) =>
        screen.Forgotten.Count > 0 && screen.Forgotten.TryGetValue(Convert.ToHexString(screen.Key.Hash(id)), out var at) ? at : null;

    long? Stored(int shop, OrderId order)
    {
        try
        {
            return _customer.Bind(shop).Bind(order.Value).Step() ? _customer.Int64(0) : null;
        }
        finally
        {
            _customer.Reset();
        }
    }

    static ShopFact Bare(PersonKey key, ShopFact fact, List<ShopFact> besides)
    {
        switch (fact)
        {
            case CustomerSeen seen:
                return new CustomerSeen(Bare(key, seen.Customer, besides));
            case OrderSeen { Customer: { } customer } seen:
                var bare = Bare(key, customer, besides);
                return seen with { Order = seen.Order with { Customer = seen.Order.Customer == customer.Id ? bare.Id : seen.Order.Customer }, Customer = bare };
            default:
                return fact;
        }
    }

    static CustomerFact Bare(PersonKey key, CustomerFact customer, List<ShopFact> besides)
    {
        var id = customer.Id;
        if (Email.Normalise(customer.Email) is { } email)
        {
            if (customer.Kind == CustomerKind.Guest) id = key.Guest(email);
            else if (customer.Kind == CustomerKind.Account) besides.Add(new CustomersMerged(id, key.Guest(email)));
        }

        return customer with { Id = id, Name = null, Email = null, Label = customer.Label?.Contains('@', StringComparison.Ordinal) == true ? null : customer.Label };
    }

    /// <summary>Reasons quote what was found between quotation marks; names of properties are the sender's as well.</summary>
    static string Unquoted(string reason)
    {
        if (reason.IndexOfAny(['"', '\'']) is var from and >= 0 && reason.LastIndexOfAny(['"', '\'']) is var to && to > from) reason = $"{reason[..from]}…{reason[(to + 1)..]}";
        return IdOrAddress().Replace(reason, "…");
    }
}
