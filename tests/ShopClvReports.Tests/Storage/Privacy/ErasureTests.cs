using System.Buffers.Binary;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>A customer who is to be forgotten is gone from every byte, stays gone, and the shop's money is the same.</summary>
public sealed class ErasureTests : IAsyncLifetime, IDisposable
{
    const long Anna = 6_543_210_987_654;
    const string AnnasEmail = "anna.smit@example.nl";

    readonly DataDirectory _data = new();
    SqliteStore _store = null!;
    int _shop;

    static readonly long s_guest = DerivedId.Of("email", AnnasEmail);

    public async Task InitializeAsync()
    {
        _store = _data.Open();
        _shop = (await _store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null)).Id;
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _data.Dispose();

    static OrderSeen Of(long order, long customer, long paid, string? name, string? email, int second = 0, DateTimeOffset? at = null) => new(
        Some.Order(order, customer, paid, second, processedAt: at ?? Some.Noon.AddDays(-order)), [],
        Some.Customer(customer, name, email, second, customer > 0 ? CustomerKind.Account : CustomerKind.Guest));

    Task<ImportOutcome> StoreAsync(params ShopFact[] facts) => _store.ImportAsync(_shop, facts, []);

    /// <summary>An account, an account merged into it and a guest with its address; and two other customers.</summary>
    Task<ImportOutcome> SomeCustomersAsync() => StoreAsync(
        Of(1, Anna, 10_00, "Anna Smit", AnnasEmail), Of(2, Anna - 1, 20_00, "Anna S.", "old@example.nl"), Some.Merge(Anna, Anna - 1),
        Of(3, s_guest, 30_00, "A. Smit", AnnasEmail), Of(4, 12, 40_00, "Bram", "hanna.smit@example.nl"), Of(5, 12, 50_00, "Bram", "hanna.smit@example.nl"));

    async Task<Obligation> EraseAsync(CustomerId? customer = null, string? email = null, params long[] orders)
    {
        var asked = new PrivacyAsked(PrivacyKind.CustomerRedact, customer, email, [.. orders.Select(o => new OrderId(o))], null, Some.Noon);
        var obligation = await _store.Privacy.AskAsync(_shop, asked, "user test");
        await _store.Privacy.EraseAsync(obligation, null, Some.Noon);
        Assert.True(await _store.Privacy.CompactAsync(Some.Noon));
        return _store.Privacy.Find(obligation.Id)!;
    }

    Ledger Ledger => Ledger.Empty.With(_store.ChangesSince(_shop, 0));

    /// <summary>Where a person can still be found in the bytes of the database and its log.</summary>
    List<string> Traces()
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Anna);
        // SQLite writes such a number in six bytes, and a derived one in eight.
        List<(string, byte[])> sought = [("id", number[2..].ToArray()), ("id as text", Encoding.UTF8.GetBytes($"{Anna}"))];
        BinaryPrimitives.WriteInt64BigEndian(number, s_guest);
        sought.Add(("guest", number.ToArray()));
        foreach (var text in (string[])[AnnasEmail, "Anna Smit", "Anna S.", "A. Smit", "old@example.nl"]) sought.Add((text, Encoding.UTF8.GetBytes(text)));
        List<string> found = [];
        foreach (var file in Directory.GetFiles(_data.Folder))
        {
            var bytes = File.ReadAllBytes(file);
            found.AddRange(from one in sought where Holds(bytes, one.Item2) select $"{one.Item1} in {Path.GetFileName(file)}");
        }

        return found;
    }

    /// <summary>At any place, but not within a longer address of somebody else.</summary>
    static bool Holds(byte[] file, byte[] sought)
    {
        for (var (from, at) = (0, 0); (at = file.AsSpan(from).IndexOf(sought)) >= 0; from += at + 1)
            if (from + at == 0 || sought[0] != (byte)'a' || file[from + at - 1] != (byte)'h') return true;
        return false;
    }

    [Fact]
    public async Task Nothing_of_a_forgotten_customer_is_left_in_the_bytes_of_the_database()
    {
        await SomeCustomersAsync();
        await _store.ImportAsync(_shop, [], [
            Some.Rejected($$"""{"customer":{"id":{{Anna}}}"""), Some.Rejected("""{"email":"anna.smit\u0040example.nl" """), Some.Rejected("of nobody"),
            Some.Rejected("z", reason: $"found \"{AnnasEmail}\""),
        ]);
        Assert.NotEmpty(Traces());

        var done = await EraseAsync(new CustomerId(Anna));

        Assert.Empty(Traces());
        Assert.Equal((ObligationState.Done, null), (done.State, done.Customer));
        Assert.Equal((3, 3), (done.Proof!.Rows["orders"], done.Proof.Rows["quarantine"]));
        Assert.Equal("of nobody", Encoding.UTF8.GetString(Assert.Single(_store.Quarantine(_shop, long.MaxValue, 9)).What.Body.Span));
        var bram = Ledger.Customer(Ledger.Find(new CustomerId(12))!.Value);
        Assert.Equal(("Bram", "hanna.smit@example.nl"), (bram.Name, bram.Email));
    }

    [Fact]
    public async Task Somebody_known_by_an_address_alone_is_forgotten_with_the_account_that_has_it()
    {
        await SomeCustomersAsync();
        await EraseAsync(email: "Anna.Smit@Example.nl");
        Assert.Empty(Traces());
    }

    [Fact]
    public async Task A_customer_who_is_known_to_nobody_cannot_come_later()
    {
        await EraseAsync(new CustomerId(Anna), AnnasEmail, 1);
        await SomeCustomersAsync();
        await _store.Privacy.CompactAsync(Some.Noon);
        var found = Ledger;
        Assert.Null(found.Find(new CustomerId(Anna)));
        Assert.Null(found.Find(new CustomerId(s_guest)));
        Assert.DoesNotContain(Traces(), t => t.StartsWith(AnnasEmail, StringComparison.Ordinal) || t.StartsWith("id ", StringComparison.Ordinal));
        Assert.Equal(5, found.OrderCount);
    }

    [Fact]
    public async Task What_comes_late_brings_the_money_and_not_the_person()
    {
        await SomeCustomersAsync();
        await EraseAsync(new CustomerId(Anna));
        var before = Person(1);

        await StoreAsync(
            Of(1, Anna, 11_00, "Anna Smit", AnnasEmail, second: 9), Of(2, Anna - 1, 20_00, "Anna S.", "old@example.nl", second: 9),
            Of(6, Anna, 60_00, "Anna Smit", AnnasEmail), Of(7, s_guest, 70_00, "A. Smit", AnnasEmail),
            new CustomerSeen(Some.Customer(Anna, "Anna Smit", AnnasEmail, 99)), new CustomerDeleted(new CustomerId(Anna)), Some.Merge(12, Anna), Some.Merge(Anna, 12),
            new RefundMade(Some.Refund(1, 1_00, order: 3)));
        // Shopify has forgotten the customer too, and names the order still.
        await StoreAsync(Some.Seen(Some.Order(3, 0, 30_00, 99, processedAt: Some.Noon.AddDays(-3))));
        await _store.Privacy.CompactAsync(Some.Noon);

        Assert.Empty(Traces());
        Assert.Equal([11_00L, 20_00L, 29_00L], Amounts(1).Order());
        Assert.Equal(before, Person(1));
        var (start, end) = Ledger.OrdersWithoutCustomer;
        Assert.Equal([6L, 7L], Enumerable.Range(start, end - start).Select(i => Ledger.OrderId(i).Value).Order());
        Assert.All(_store.Orders(_shop, [new OrderId(1), new OrderId(3), new OrderId(6)]).Values, note => Assert.Equal("", note.Number));
        Assert.Equal("#4", _store.Orders(_shop, [new OrderId(4)])[new OrderId(4)].Number);
    }

    [Fact]
    public async Task What_is_kept_can_be_told_of_a_customer_who_took_over_an_unknown_one()
    {
        await StoreAsync(Of(1, Anna, 10_00, "Anna Smit", AnnasEmail), Some.Merge(Anna, 77));

        Assert.False(_store.Privacy.Holdings(_shop, new CustomerId(Anna), null, []).IsEmpty);
    }

    [Fact]
    public async Task What_is_committed_together_with_an_erasure_does_not_bring_the_person_back()
    {
        await SomeCustomersAsync();
        var asked = await _store.Privacy.AskAsync(_shop, new PrivacyAsked(PrivacyKind.CustomerRedact, new CustomerId(Anna), null, [], null, Some.Noon), "user test");
        using var gate = new ManualResetEventSlim();
        var before = _store.StepAsync(_ =>
        {
            gate.Wait(TimeSpan.FromSeconds(10));
            return true;
        });
        var first = StoreAsync(Of(8, 12, 5_00, "Bram", "hanna.smit@example.nl"));
        var erasure = _store.Privacy.EraseAsync(asked, null, Some.Noon);
        var late = StoreAsync(Of(1, Anna, 11_00, "Anna Smit", AnnasEmail, second: 9));
        gate.Set();
        await Task.WhenAll(before, first, erasure, late);
        await _store.Privacy.CompactAsync(Some.Noon);

        Assert.Empty(Traces());
    }

    [Fact]
    public async Task A_body_that_nobody_understands_and_that_names_a_forgotten_customer_is_not_kept()
    {
        await SomeCustomersAsync();
        await EraseAsync(new CustomerId(Anna));

        foreach (var body in (string[])[$$"""{"id":"x","customer":{"id":{{Anna}} } }""", $$"""{"id":"x","email":"{{AnnasEmail.ToUpperInvariant()}}"}""", """{"id":"x","email":"bram@example.nl"}"""])
            await _store.ImportAsync(_shop, [], [new Rejected("orders.json line 1", "webhook", "found \"x\", expected an id", Encoding.UTF8.GetBytes(body))]);

        Assert.Equal([true, false], _store.Quarantine(_shop, long.MaxValue, 10).Select(q => q.What.Body.Length > 0).Distinct());
        Assert.Empty(Traces());
    }

    [Fact]
    public async Task What_Shopify_says_of_a_forgotten_customer_goes_and_stays_away()
    {
        var total = new ShopifyTotalSeen(new ShopifyTotal(new CustomerId(Anna), 2, new Money(30_00, Some.Euro), new OrderId(1), Some.Noon));
        var order = Of(1, Anna, 10_00, "Anna Smit", AnnasEmail);
        order = order with { Order = order.Order with { FirstVisit = new FirstVisit("newsletter", "email", AnnasEmail) } };
        await StoreAsync(total, order);

        await EraseAsync(new CustomerId(Anna));
        await StoreAsync(total, order with { Order = order.Order with { UpdatedAt = order.Order.UpdatedAt.AddHours(1) } });

        Assert.Equal(0L, _data.Sql("SELECT (SELECT count(*) FROM shopify_totals) + (SELECT count(*) FROM order_first_visits)"));
        Assert.Empty(Traces());
    }

    [Fact]
    public async Task Another_process_knows_who_is_forgotten()
    {
        await SomeCustomersAsync();
        await using (var other = _data.Open())
        {
            await other.ImportAsync(_shop, [Of(8, 12, 1, "Bram", null)], []);
            await EraseAsync(new CustomerId(Anna));
            await other.ImportAsync(_shop, [Of(1, Anna, 11_00, "Anna Smit", AnnasEmail, second: 9)], []);
        }

        await _store.Privacy.CompactAsync(Some.Noon);
        Assert.Empty(Traces());
    }

    [Fact]
    public async Task What_another_process_erases_while_the_file_is_written_anew_is_not_called_done()
    {
        await SomeCustomersAsync();
        var obligation = await _store.Privacy.AskAsync(_shop, new PrivacyAsked(PrivacyKind.CustomerRedact, new CustomerId(Anna), null, [], null, Some.Noon), "user test");
        Task erased = Task.CompletedTask;
        await using (var other = _data.Open())
        {
            // Between the two steps of the compaction, as its writer takes them.
            var compacted = _store.Privacy.CompactAsync(Some.Noon);
            erased = other.Privacy.EraseAsync(obligation, null, Some.Noon);
            Assert.True(await compacted);
            await erased;
        }

        Assert.Equal(ObligationState.Erased, _store.Privacy.Find(obligation.Id)!.State);
        Assert.True(_store.Privacy.HoldsRemains());
        Assert.True(await _store.Privacy.CompactAsync(Some.Noon));
        Assert.Equal(ObligationState.Done, _store.Privacy.Find(obligation.Id)!.State);
        Assert.False(_store.Privacy.HoldsRemains());
        Assert.Empty(Traces());
    }

    [Theory]
    [InlineData("anna+winkel@example.nl")]
    [InlineData("anna.o'neil@example.nl")]
    [InlineData("änna@example.nl")]
    public async Task The_proof_says_that_a_schedule_names_the_address(string email)
    {
        await StoreAsync(Of(1, Anna, 10_00, "Anna", email));
        await _store.Schedules.SaveScheduleAsync(_shop, "weekly", SomeRun.Definition with { Destinations = [Destination.Parse($"email:{email}")] }, Some.Noon);
        var done = await EraseAsync(new CustomerId(Anna));
        Assert.Contains(done.Proof!.Notes, note => note.Contains("reader of reports", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_comes_back_of_their_own_will_is_a_new_customer()
    {
        await SomeCustomersAsync();
        await EraseAsync(email: AnnasEmail);
        await StoreAsync(Of(9, s_guest, 90_00, "Anna Smit", AnnasEmail, second: 86_400, at: Some.Noon.AddDays(1)));
        var ledger = Ledger;
        var back = ledger.Find(new CustomerId(s_guest))!.Value;
        Assert.Equal(1, ledger.OrdersOf(back).End - ledger.OrdersOf(back).Start);
        Assert.Equal("Anna Smit", ledger.Customer(back).Name);
    }

    [Fact]
    public async Task A_ledger_in_memory_loses_the_person_and_equals_one_read_anew()
    {
        await SomeCustomersAsync();
        var ledgers = new Ledgers(_store, 1 << 30);
        Assert.Contains("Anna Smit", LedgerText.Of(ledgers.Get(_shop)), StringComparison.Ordinal);
        await EraseAsync(new CustomerId(Anna));
        var now = LedgerText.Of(ledgers.Get(_shop));
        Assert.DoesNotContain("Anna", now, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Anna}", now, StringComparison.Ordinal);
        Assert.Equal(LedgerText.Of(Ledger), now);
        await StoreAsync(Of(5, 12, 55_00, "Bram", null, second: 9));
        Assert.Equal(LedgerText.Of(Ledger), LedgerText.Of(ledgers.Get(_shop)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_figures_of_a_shop_are_the_same_before_and_after(int seed)
    {
        var random = new Random(seed);
        for (var order = 1; order <= 150; order++)
        {
            var who = random.Next(1, 30);
            var email = $"k{who}@example.nl";
            var customer = random.Next(3) == 0 ? DerivedId.Of("email", email) : 1_000_000 + who;
            await StoreAsync(Of(order, customer, random.Next(100, 90_000), $"Klant {who}", email));
        }

        var before = Figures();
        foreach (var who in Enumerable.Range(1, 30).OrderBy(_ => random.Next()).Take(12))
        {
            var byEmail = random.Next(2) == 0;
            await _store.Privacy.EraseAsync(
                await _store.Privacy.AskAsync(_shop, new PrivacyAsked(
                    PrivacyKind.CustomerRedact, byEmail ? null : new CustomerId(1_000_000 + who), byEmail ? $"k{who}@example.nl" : null, [], null, Some.Noon), "user test"),
                null, Some.Noon);
            Assert.Equal(before, Figures());
        }

        string Figures()
        {
            var ledger = Ledger;
            var customers = Enumerable.Range(0, ledger.CustomerCount).Select(c => ledger.OrdersOf(c))
                .Select(range => string.Join(' ', Enumerable.Range(range.Start, range.End - range.Start).Select(i => $"{ledger.OrderId(i).Value}:{ledger.Values(ValuePolicy.Paid)[i]}"))).Where(c => c.Length > 0);
            return string.Join('\n', customers.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_no_product_of_the_shop_is_may_name_the_customer_and_loses_its_title()
    {
        var order = Some.Order(1, Anna) with { Lines = [new LineItem(1, null, "Gravure: voor Anna", 1, 1, 5_00, false), new LineItem(2, new ProductId(7), "Trui", 1, 1, 5_00, false)], Company = new OrderCompany(5, "Smit") };
        await StoreAsync(Some.Seen(order), new CustomerSeen(Some.Customer(Anna, "Anna Smit", AnnasEmail)));
        await EraseAsync(new CustomerId(Anna));
        Assert.Equal(["", "Trui"], _store.Lines(_shop, [new OrderId(1)])[new OrderId(1)].Select(l => l.Title));
        _store.ReadCompanies(_shop, (_, company) => Assert.Fail($"company {company.Id} leads to its only buyer"));
    }

    [Fact]
    public async Task An_earlier_request_of_the_same_customer_is_emptied()
    {
        await SomeCustomersAsync();
        var request = await _store.Privacy.AskAsync(_shop, new PrivacyAsked(PrivacyKind.DataRequest, new CustomerId(Anna), AnnasEmail, [], 5, Some.Noon), Obligation.Shopify);
        var proof = new PrivacyProof(new Dictionary<string, int>(), new Dictionary<string, string>(), []);
        await _store.Privacy.ReadyAsync(request, [new PrivacyExport("export.json", AnnasEmail, "x", Some.Noon)], proof, new Telling(_shop, null, false, null), Some.Noon);
        Assert.Equal(AnnasEmail, Assert.Single(_store.Privacy.Exports(request.Id)).Text);

        await EraseAsync(new CustomerId(Anna));

        Assert.Empty(_store.Privacy.Exports(request.Id));
        var after = _store.Privacy.Find(request.Id)!;
        Assert.Equal((ObligationState.Done, null, null), (after.State, after.Customer, after.Email));
        Assert.Empty(Traces());
    }

    string Person(long order)
    {
        var ledger = Ledger;
        var customer = Enumerable.Range(0, ledger.CustomerCount).Single(c => Enumerable.Range(ledger.OrdersOf(c).Start, ledger.OrdersOf(c).End - ledger.OrdersOf(c).Start).Any(i => ledger.OrderId(i).Value == order));
        Assert.StartsWith("erased-", ledger.Customer(customer).ShownId, StringComparison.Ordinal);
        return ledger.Customer(customer).ShownId;
    }

    List<long> Amounts(long order)
    {
        var ledger = Ledger;
        var shown = Person(order);
        var customer = Enumerable.Range(0, ledger.CustomerCount).Single(c => ledger.Customer(c).ShownId == shown);
        return [.. Enumerable.Range(ledger.OrdersOf(customer).Start, ledger.OrdersOf(customer).End - ledger.OrdersOf(customer).Start).Select(i => ledger.Values(ValuePolicy.Paid)[i])];
    }
}
