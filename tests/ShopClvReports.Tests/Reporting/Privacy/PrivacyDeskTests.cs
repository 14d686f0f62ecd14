using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What the owner gets of a request, and what happens to reports that are on their way.</summary>
public sealed class PrivacyDeskTests : IAsyncLifetime
{
    const long Anna = 6_543_210_987_654;

    Post _post = null!;
    PrivacyDesk _desk = null!;
    Func<Task<bool>> _isInstalled = () => Task.FromResult(false);

    public async Task InitializeAsync()
    {
        _post = await Post.OpenAsync();
        _desk = new PrivacyDesk(
            _post.Store, _post.Store.Privacy, new Ledgers(_post.Store, 1 << 30), new OwnerNotices(_post.Store.Schedules, _post.Channels, [Destination.Parse("email:owner@example.nl")]),
            _ => _isInstalled(), Language.En, _post.Clock);
        await _post.Store.ImportAsync(_post.Shop.Id,
        [
            new OrderSeen(Some.Order(1, Anna, 12_34), [Some.Refund(5, 2_00)], Some.Customer(Anna, "Anna <Smit>", "anna@example.nl")), Some.Seen(Some.Order(2, 12, 99_00)),
            new CustomerSeen(Some.Customer(12, "Bram", "bram@example.nl")),
        ], []);
    }

    public async Task DisposeAsync() => await _post.DisposeAsync();

    IPrivacyStore Privacy => _post.Store.Privacy;

    Task<Obligation> AskAsync(PrivacyKind kind) =>
        Privacy.AskAsync(_post.Shop.Id, new PrivacyAsked(kind, new CustomerId(Anna), "anna@example.nl", [], 9, _post.Clock.GetUtcNow()), Obligation.Shopify);

    [Fact]
    public async Task A_customer_who_asks_gets_everything_and_the_owner_hears_where_it_is()
    {
        var request = await AskAsync(PrivacyKind.DataRequest);
        Assert.Empty(await _desk.FulfilAsync());

        var exports = Privacy.Exports(request.Id);
        Assert.Equal(["export.html", "export.json"], exports.Select(e => e.Name));
        Assert.All(exports, e => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(e.Text))), e.Sha256));
        Assert.Equal(exports.Select(e => e.Sha256), Privacy.Find(request.Id)!.Proof!.Files.Values);
        using var json = JsonDocument.Parse(exports[1].Text);
        var kept = json.RootElement.GetProperty("kept");
        Assert.Equal("12.34 EUR", kept.GetProperty("orders")[0].GetProperty("ordered").GetString());
        Assert.Equal("2026-06-01 12:00:00Z", kept.GetProperty("orders")[0].GetProperty("processed_at").GetString());
        Assert.Equal("2.00 EUR", kept.GetProperty("refunds")[0].GetProperty("amount").GetString());
        Assert.Equal("Anna <Smit>", kept.GetProperty("customers")[0].GetProperty("name").GetString());
        Assert.Contains("Trui", kept.GetProperty("order_lines")[0].GetProperty("lines").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Bram", exports[1].Text, StringComparison.Ordinal);
        Assert.Contains("Anna &lt;Smit&gt;", exports[0].Text, StringComparison.Ordinal);

        var notice = Assert.Single(_post.Outbox.Runs(_post.Shop.Id)).Notice!;
        Assert.Contains(notice.Lines, line => line.Contains($"shopclv privacy export --request {request.Id} --out", StringComparison.Ordinal));
        Assert.Contains(notice.Lines, line => line.Contains("2026-07-01", StringComparison.Ordinal));
        Assert.DoesNotContain("anna", string.Join(' ', notice.Lines) + notice.Title, StringComparison.OrdinalIgnoreCase);

        await _desk.FulfilAsync();
        Assert.Single(_post.Outbox.Runs(_post.Shop.Id));
        await Privacy.FetchedAsync(request.Id, _post.Clock.GetUtcNow());
        Assert.Equal((ObligationState.Done, null), (Privacy.Find(request.Id)!.State, Privacy.Find(request.Id)!.Customer));
    }

    [Fact]
    public async Task An_export_that_nobody_fetches_is_overdue_and_the_owner_hears_it_once()
    {
        await AskAsync(PrivacyKind.DataRequest);
        await _desk.FulfilAsync();
        _post.Clock.Move(TimeSpan.FromDays(31));
        for (var i = 0; i < 2; i++)
            foreach (var telling in _desk.Overdue()) await _post.Outbox.TellAsync(telling, _post.Clock.GetUtcNow());
        Assert.Equal(2, _post.Outbox.Runs(_post.Shop.Id).Count);
    }

    /// <summary>As the webhook does.</summary>
    async Task<Obligation> AskToEraseShopAsync(DateTimeOffset? at = null)
    {
        var asked = new PrivacyAsked(PrivacyKind.ShopRedact, null, null, [], null, at ?? _post.Clock.GetUtcNow());
        await _post.Store.ReceiveAsync(new WebhookDelivery(_post.Shop.Id, _post.Clock.GetUtcNow(), [asked]));
        return Assert.Single(Privacy.Obligations(_post.Shop.Id));
    }

    async Task ConnectAsync() => await _post.Store.Connections.SaveAsync(new Connection(_post.Shop.Id, new AccessToken("shpat_1"), "A", ["read_orders"], _post.Clock.GetUtcNow()));

    [Fact]
    public async Task A_shop_that_works_is_not_erased_without_a_question()
    {
        await ConnectAsync();
        _isInstalled = () => Task.FromResult(true);
        _post.Clock.Move(TimeSpan.FromHours(1));
        var asked = await AskToEraseShopAsync();

        for (var look = 0; look < 2; look++) Assert.Empty(await _desk.FulfilAsync());

        Assert.Equal(2, _post.Store.Check().Orders);
        var held = Privacy.Find(asked.Id)!;
        Assert.Equal(ObligationState.Held, held.State);
        Assert.True(held.IsOverdue(held.DueAt.AddDays(1)));
        var notice = Assert.Single(_post.Outbox.Runs(_post.Shop.Id)).Notice!;
        Assert.Contains(notice.Lines, line => line.Contains($"shopclv shops remove {_post.Shop.Domain} --yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shop_of_which_Shopify_does_not_say_whether_it_works_is_asked_about_again()
    {
        _isInstalled = () => throw new InvalidOperationException("no answer");
        var asked = await AskToEraseShopAsync();

        Assert.Single(await _desk.FulfilAsync());

        Assert.Equal(ObligationState.Open, Privacy.Find(asked.Id)!.State);
        Assert.Equal(2, _post.Store.Check().Orders);
    }

    [Fact]
    public async Task A_held_shop_stays_when_it_is_connected_once_more_and_goes_with_a_proof_when_it_is_removed()
    {
        await ConnectAsync();
        _isInstalled = () => Task.FromResult(true);
        _post.Clock.Move(TimeSpan.FromHours(1));
        var asked = await AskToEraseShopAsync();
        await _desk.FulfilAsync();
        _post.Clock.Move(TimeSpan.FromHours(1));
        await ConnectAsync();
        Assert.Equal(ObligationState.Done, Privacy.Find(asked.Id)!.State);

        await AskToEraseShopAsync(_post.Clock.GetUtcNow().AddHours(1));
        await _desk.FulfilAsync();
        Assert.Equal(ObligationState.Held, Privacy.Find(asked.Id)!.State);
        await _post.Store.RemoveShopAsync(_post.Shop.Id);
        Assert.Equal(2, Assert.Single(Privacy.ErasedShops()).Proof.Rows["orders"]);
    }

    [Fact]
    public async Task A_shop_that_is_removed_where_Shopify_asked_for_nothing_leaves_nothing()
    {
        await _post.Store.RemoveShopAsync(_post.Shop.Id);
        Assert.Empty(Privacy.ErasedShops());
    }

    [Fact]
    public async Task The_same_wish_sent_again_is_not_a_new_one_and_one_of_a_later_removal_is()
    {
        await ConnectAsync();
        _isInstalled = () => Task.FromResult(true);
        var at = _post.Clock.GetUtcNow().AddMinutes(1);
        await AskToEraseShopAsync(at);
        await _desk.FulfilAsync();
        Assert.Equal(ObligationState.Held, (await AskToEraseShopAsync(at)).State);
        _isInstalled = () => Task.FromResult(false);

        var again = await AskToEraseShopAsync(at.AddDays(9));
        Assert.Equal((ObligationState.Open, at.AddDays(39).ToUnixTimeMilliseconds()), (again.State, again.DueAt.ToUnixTimeMilliseconds()));
        await _desk.FulfilAsync();

        Assert.Empty(_post.Store.Shops());
    }

    [Fact]
    public async Task A_report_that_waits_is_made_anew_without_the_customer_and_one_that_went_says_that_its_files_are_gone()
    {
        var schedule = await _post.ScheduleAsync("email:jan@example.nl");
        var sent = await _post.RunAsync(schedule);
        Assert.Equal(RunState.Delivered, sent.State);
        var waiting = await RenderAsync(schedule);
        Assert.Contains($"{Anna}", Files(sent.Id), StringComparison.Ordinal);
        Assert.Contains($"{Anna}", Files(waiting), StringComparison.Ordinal);

        var request = await AskAsync(PrivacyKind.CustomerRedact);
        await _desk.FulfilAsync();

        Assert.Equal("", Files(sent.Id) + Files(waiting));
        Assert.Contains("its files were deleted", _post.Outbox.FindRun(sent.Id)!.Reason, StringComparison.Ordinal);
        Assert.Contains(Privacy.Find(request.Id)!.Proof!.Notes, note => note.Contains($"{sent.Id}, {waiting}", StringComparison.Ordinal));
        Assert.Equal(RunState.Planned, _post.Outbox.FindRun(waiting)!.State);
        Assert.Equal(RunState.Delivered, (await _post.WorkAsync(_post.Outbox.FindRun(waiting)!)).State);
        Assert.Contains("\t12\n", Files(waiting), StringComparison.Ordinal);
        Assert.DoesNotContain($"{Anna}", Files(waiting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_one_reader_has_already_is_withdrawn_from_the_other()
    {
        var schedule = await _post.ScheduleAsync("email:jan@example.nl slack:#sales");
        var run = await RenderAsync(schedule);
        var now = _post.Clock.GetUtcNow();
        var lease = new Lease("test", now.AddMinutes(1));
        var claimed = Assert.Single(await _post.Outbox.ClaimDeliveriesAsync(lease, now, 1, []));
        await _post.Outbox.SettleAsync(claimed, lease, new Settlement(new Outcome.Sent("1", "ok"), DeliveryState.Delivered, null, true, TimeSpan.Zero), [], now);

        await AskAsync(PrivacyKind.CustomerRedact);
        await _desk.FulfilAsync();

        Assert.Equal([DeliveryState.Delivered, DeliveryState.Cancelled], _post.Outbox.DeliveriesOf(run).Select(d => d.State));
        Assert.Equal(RunState.Partial, _post.Outbox.FindRun(run)!.State);
    }

    [Fact]
    public async Task Who_was_sent_how_many_customers_is_written_down_and_nobodys_name()
    {
        await _post.RunAsync(await _post.ScheduleAsync("email:jan@example.nl"));
        var access = Assert.Single(Privacy.Log(_post.Shop.Id, 9));
        Assert.Equal(("schedule weekly", "report clv", "email to jan@example.nl", 2), (access.Who, access.What, access.Place, access.Customers));
    }

    async Task<long> RenderAsync(Schedule schedule)
    {
        _post.Clock.Move(TimeSpan.FromSeconds(1));
        var now = _post.Clock.GetUtcNow();
        var planned = await _post.Planner.PlanNowAsync(schedule);
        var lease = new Lease($"{Guid.NewGuid()}", now.AddMinutes(1));
        await _post.Renderer.RenderAsync((await _post.Outbox.ClaimRunAsync(lease, _post.Clock.GetUtcNow()))!, lease, CancellationToken.None);
        return planned.Id;
    }

    string Files(long run)
    {
        var text = new StringBuilder();
        foreach (var artifact in _post.Outbox.Artifacts(run))
            for (var piece = 0; _post.Outbox.ArtifactPiece(run, artifact.Name, piece) is { } bytes; piece++) text.Append(Encoding.UTF8.GetString(bytes));
        return text.ToString();
    }
}
