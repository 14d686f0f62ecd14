using Microsoft.Extensions.Logging.Abstractions;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>The outbox with all that works it, over a store of its own, with channels that do what a test says.</summary>
sealed class Post : IAsyncDisposable
{
    readonly DataDirectory _data;

    Post(DataDirectory data, SqliteStore store, Shop shop) : this(data, store, shop, store.Outbox, store.Alerts, new SetClock(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)))
    {
    }

    Post(DataDirectory data, SqliteStore store, Shop shop, IOutbox outbox, IAlertStore alerts, SetClock clock)
    {
        (_data, Store, Shop, Outbox, Clock) = (data, store, shop, outbox, clock);
        Channels = new Channels([Email, Slack], store.Schedules, _ => new Dictionary<string, string>());
        var notices = new OwnerNotices(store.Schedules, Channels, []);
        Planner = new RunPlanner(store.Schedules, outbox, notices, Clock, NullLogger<RunPlanner>.Instance);
        var ledgers = new Ledgers(store, 1 << 30);
        Renderer = new RunRenderer(
            store, ledgers, new ReportSources(ledgers, store, store.Spend, _ => ShopTerms.Unsaid), store.Schedules, outbox, alerts, Channels, notices, null, new RenderOptions(), Clock);
        Returns = new ReturnWatch(store, ledgers, alerts, store.Schedules, Channels, Clock, NullLogger<ReturnWatch>.Instance);
        Desk = new AlertDesk(alerts, Channels, Clock);
        Dispatcher = new Dispatcher(
            outbox, Renderer, Channels, notices, new RateLimits(_ => 0), new UnsubscribeLinks(new byte[32]), "https://reports.example.nl", Clock,
            NullLogger<Dispatcher>.Instance);
    }

    public SetClock Clock { get; }
    public ScriptedChannel Email { get; } = new("email");
    public ScriptedChannel Slack { get; } = new("slack");
    public Channels Channels { get; }
    public RunPlanner Planner { get; }
    public Dispatcher Dispatcher { get; }
    public RunRenderer Renderer { get; }
    public ReturnWatch Returns { get; }
    public AlertDesk Desk { get; }
    public SqliteStore Store { get; }
    public Shop Shop { get; }
    public IOutbox Outbox { get; }

    public static async Task<Post> OpenAsync()
    {
        var data = new DataDirectory();
        var store = data.Open();
        return new Post(data, store, await store.SaveShopAsync("a.myshopify.com", Some.Amsterdam, Some.Euro, null));
    }

    /// <summary>Another process over the same store, which dies after some steps.</summary>
    public Post Dying(MortalLife life) => new(_data, Store, Shop, Mortal<IOutbox>.Of(Store.Outbox, life), Mortal<IAlertStore>.Of(Store.Alerts, life), Clock);

    public Task BuysAsync(long order, long customer, long paid) => Store.ImportAsync(
        Shop.Id, [new OrderSeen(Some.Order(order, customer, paid), [], Some.Customer(customer, $"Klant {customer}"))], []);

    public Task<Schedule> ScheduleAsync(string to = "email:jan@example.nl", SendCondition condition = SendCondition.Always) => Store.Schedules.SaveScheduleAsync(
        Shop.Id, "weekly",
        SomeRun.Definition with { Destinations = [.. to.Split(' ').Select(Destination.Parse)], Condition = condition }, Clock.GetUtcNow());

    /// <summary>Plans a run by hand and works until it rests.</summary>
    public async Task<Run> RunAsync(Schedule schedule)
    {
        Clock.Move(TimeSpan.FromSeconds(1));
        return await WorkAsync(await Planner.PlanNowAsync(schedule));
    }

    public async Task<Run> WorkAsync(Run run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await Dispatcher.DriveAsync(run.Id, limit.Token);
    }

    /// <summary>Runs a schedule by hand without waiting for anything: everything is taken by the other side.</summary>
    public async Task<Run> RunAtOnceAsync(Schedule schedule)
    {
        Clock.Move(TimeSpan.FromSeconds(1));
        var run = await Planner.PlanNowAsync(schedule);
        await WorkAtOnceAsync();
        return Outbox.FindRun(run.Id)!;
    }

    /// <summary>Renders and delivers whatever waits.</summary>
    public async Task WorkAtOnceAsync()
    {
        var now = Clock.GetUtcNow();
        Lease NewLease() => new($"{Guid.NewGuid()}", now.AddMinutes(1));
        for (var lease = NewLease(); await Outbox.ClaimRunAsync(lease, now) is { } run; lease = NewLease()) await Renderer.RenderAsync(run, lease, CancellationToken.None);
        var settlement = new Settlement(new Outcome.Sent("1", "ok"), DeliveryState.Delivered, null, true, TimeSpan.Zero);
        var sending = NewLease();
        foreach (var claimed in await Outbox.ClaimDeliveriesAsync(sending, now, 99, [])) await Outbox.SettleAsync(claimed, sending, settlement, [], now);
    }

    /// <summary>Works until all notices have gone out.</summary>
    public async Task<IReadOnlyList<Run>> NoticesAsync()
    {
        for (var tries = 0; Outbox.Runs(Shop.Id).FirstOrDefault(r => r is { Kind: RunKind.Notice, FinishedAt: null }) is { } open; tries++)
        {
            Assert.True(tries < 10, $"the notice stays {open.State}");
            await WorkAsync(open);
        }

        return [.. Outbox.Runs(Shop.Id).Where(r => r.Kind == RunKind.Notice).Reverse()];
    }

    /// <summary>Another program changes the database.</summary>
    public void Sql(string sql) => _data.Sql(sql);

    /// <summary>Another program holds the database for a while.</summary>
    public async Task LockAsync(TimeSpan time)
    {
        await using var other = _data.Connect();
        DataDirectory.Sql(other, "BEGIN IMMEDIATE");
        await Task.Delay(time);
        DataDirectory.Sql(other, "ROLLBACK");
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>A channel that answers as it is told and remembers what it was asked.</summary>
sealed class ScriptedChannel(string name) : IChannel
{
    readonly Queue<Func<Sending, Task<Outcome>>> _answers = [];

    public string Name => name;
    public IReadOnlyList<ChannelField> Fields => [];
    public bool CarriesNotices => true;

    public bool FollowsUp(Delivery original, bool returned) => true;
    public bool IsRepeatable => false;

    /// <summary>Recipients of what arrived, in order.</summary>
    public List<string> Arrived { get; } = [];

    /// <summary>What was rendered, in order.</summary>
    public List<Rendering> Rendered { get; } = [];

    public Action OnRender { get; set; } = () => { };

    public void Answers(params IEnumerable<Outcome> outcomes)
    {
        foreach (var outcome in outcomes) Does(_ => Task.FromResult(outcome));
    }

    public void Does(Func<Sending, Task<Outcome>> answer) => _answers.Enqueue(answer);

    public IReadOnlyList<string> Recipients(Destination destination) => destination.Target.Split(',');

    public async Task<string> RenderAsync(Rendering rendering, CancellationToken cancel)
    {
        Rendered.Add(rendering);
        OnRender();
        return (await rendering.Artifacts.WriteAsync($"{name}-{rendering.Index}", "text/plain", stream => stream.WriteAsync("hello"u8.ToArray()).AsTask(), cancel)).Name;
    }

    public async Task<Outcome> SendAsync(Sending sending, CancellationToken cancel)
    {
        Func<Sending, Task<Outcome>>? answer;
        lock (_answers) _answers.TryDequeue(out answer);
        if (answer is null) await sending.HandOverAsync();
        var outcome = answer is null ? new Outcome.Sent("1", "ok") : await answer(sending);
        if (outcome is Outcome.Sent)
            lock (Arrived) Arrived.Add(sending.Delivery.Recipient);
        return outcome;
    }

    public Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel) => Task.FromResult(new ChannelCheck(true, "fine"));
}
