using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Alert rules from the order to the message, through the store, the planner, the renderer and the outbox.</summary>
public sealed class AlertsTests
{
    const long Jan = 11, Piet = 12, Somebody = 999;

    static readonly AlertRule Rule = new(new HighValue(HighValueBy.Amount, 50), QuietDays: 60, PendingHours: 0);

    int _order = 1000;

    static Task<Schedule> RuleAsync(Post post, AlertRule? rule = null, string to = "email:owner@example.nl") => post.Store.Schedules.SaveScheduleAsync(
        post.Shop.Id, "vips",
        SomeRun.Definition with { Destinations = [.. to.Split(' ').Select(Destination.Parse)], Alert = rule ?? Rule }, post.Clock.GetUtcNow());

    Task<ImportOutcome> OrderAsync(Post post, long customer, double daysAgo, long paid = 60_00) => post.Store.ImportAsync(
        post.Shop.Id,
        [new OrderSeen(Some.Order(_order++, customer, paid, processedAt: post.Clock.GetUtcNow().AddDays(-daysAgo)), [], Some.Customer(customer, $"Klant {customer}", $"{customer}@example.nl"))],
        []);

    /// <summary>A shop in which Jan and Piet are quiet, and somebody else buys every day.</summary>
    async Task<Post> ShopAsync()
    {
        var post = await Post.OpenAsync();
        await OrderAsync(post, Jan, 70);
        await OrderAsync(post, Piet, 80, 90_00);
        await post.Store.ImportAsync(
            post.Shop.Id,
            [
                Some.Seen(Some.Order(1, Somebody, 1_00, processedAt: post.Clock.GetUtcNow().AddHours(-2))),
                .. Enumerable.Range(1, 99).Select(day => Some.Seen(Some.Order(1 + day, Somebody, 1_00, processedAt: post.Clock.GetUtcNow().AddDays(-day)))),
            ],
            []);
        return post;
    }

    static AlertState State(Post post, long customer) => post.Store.Alerts.Alerts(post.Shop.Id, open: false).Last(a => a.Customer.Value == customer).State;

    static async Task WorkAsync(Post post)
    {
        for (var tries = 0; post.Outbox.Runs(post.Shop.Id).FirstOrDefault(r => r.FinishedAt is null) is { } open; tries++)
        {
            Assert.True(tries < 10, $"the run stays {open.State}");
            await post.WorkAsync(open);
        }
    }

    static AlertDigest Digest(ScriptedChannel channel) => Assert.IsType<Content.OfAlerts>(channel.Rendered[^1].Content).Digest;

    [Fact]
    public async Task A_check_tells_of_those_who_are_quiet_by_what_is_at_stake()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post));
        var digest = Digest(post.Email);
        Assert.Equal(["Klant 12", "Klant 11"], digest.Customers.Select(c => c.Name));
        var piet = digest.Customers[0];
        Assert.Equal((90_00, 1, 90_00, 80, 90_00), (piet.Total.Minor, piet.Orders, piet.Average.Minor, piet.DaysSince, piet.AtStake.Minor));
        Assert.Equal(90.0 / (90 + 60 + 100), piet.Share, 6);
        Assert.Equal(["Trui"], piet.UsedToBuy);
        Assert.Equal("https://a.myshopify.com/admin/customers/12", piet.AdminUrl);
        Assert.True(piet.Alert.Id > 0, "people can act on it");
        Assert.Equal(["owner@example.nl"], post.Email.Arrived);
    }

    [Fact]
    public async Task Two_customers_whom_imports_of_two_systems_gave_one_id_are_both_told_of()
    {
        await using var post = await ShopAsync();
        foreach (var (id, name, paid) in ((long, string, long)[])[(-7001, "Kees", 70_00), (-7002, "Lies", 80_00)])
            await post.Store.ImportAsync(
                post.Shop.Id,
                [new OrderSeen(
                    Some.Order(_order++, id, paid, processedAt: post.Clock.GetUtcNow().AddDays(-75)), [],
                    Some.Customer(id, name, kind: CustomerKind.Imported, label: "K-1"))],
                []);
        await post.RunAsync(await RuleAsync(post));
        Assert.Equal(
            [("Klant 12", 90_00), ("Lies", 80_00), ("Kees", 70_00), ("Klant 11", 60_00)], Digest(post.Email).Customers.Select(c => (c.Name!, (int)c.Total.Minor)));
    }

    [Fact]
    public async Task A_second_check_says_nothing_anew()
    {
        await using var post = await ShopAsync();
        var rule = await RuleAsync(post);
        await post.RunAsync(rule);
        Assert.Equal(RunState.Skipped, (await post.RunAsync(rule)).State);
        Assert.Single(post.Email.Arrived);
    }

    [Fact]
    public async Task An_order_is_answered_to_the_message_that_told_of_the_silence()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post, to: "email:owner@example.nl slack:#sales"));
        await OrderAsync(post, Jan, 0, 25_00);
        Assert.Equal(1, await post.Returns.LookAsync());
        await WorkAsync(post);

        Assert.Equal(AlertState.CameBack, State(post, Jan));
        var answer = Assert.IsType<Content.OfFollowUp>(post.Slack.Rendered[^1].Content);
        var returned = Assert.Single(answer.Returned);
        Assert.Equal(("Klant 11", 25_00, 1, 70), (returned.Name, returned.Value.Minor, returned.Orders, returned.DaysAway));
        Assert.Equal([AlertState.Firing, AlertState.CameBack], answer.Digest.Customers.Select(c => c.Alert.State).Order());
        Assert.Equal(2, post.Email.Arrived.Count);
        Assert.Equal(0, await post.Returns.LookAsync());
    }

    [Fact]
    public async Task A_refund_of_the_last_order_is_no_return()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post));
        await post.Store.ImportAsync(post.Shop.Id, [new RefundMade(Some.Refund(1, 5_00, 1000))], []);
        Assert.Equal(0, await post.Returns.LookAsync());
        Assert.Equal(AlertState.Firing, State(post, Jan));
    }

    [Fact]
    public async Task What_has_not_gone_out_when_the_customer_orders_is_withdrawn_and_the_rest_told()
    {
        await using var post = await ShopAsync();
        post.Email.Answers(new Outcome.Retry("421 come back later"));
        await post.RunAsync(await RuleAsync(post));
        await OrderAsync(post, Jan, 0);
        await post.Returns.LookAsync();
        await WorkAsync(post);

        Assert.Equal(AlertState.Withdrawn, State(post, Jan));
        Assert.Equal(["Klant 12"], Digest(post.Email).Customers.Select(c => c.Name));
        Assert.Single(post.Email.Arrived);
        Assert.DoesNotContain(post.Email.Rendered, r => r.Content is Content.OfFollowUp);
    }

    [Fact]
    public async Task Five_hundred_at_once_are_one_message_with_the_twenty_at_most_stake()
    {
        await using var post = await ShopAsync();
        for (var customer = 100; customer < 600; customer++) await OrderAsync(post, customer, 90, 100_00 + customer);
        var run = await post.RunAsync(await RuleAsync(post));
        var digest = Digest(post.Email);
        Assert.Equal((20, 482, 502), (digest.Customers.Count, digest.More, digest.Report.Sections.Single().Rows.Length));
        Assert.Equal("Klant 599", digest.Customers[0].Name);
        Assert.Single(post.Email.Arrived);
        Assert.Equal(502, post.Store.Alerts.ToldIn(run.Id).Count);
    }

    [Fact]
    public async Task When_orders_stop_arriving_nobody_is_called_quiet_and_the_owner_is_told_why_once()
    {
        await using var post = await ShopAsync();
        var rule = await RuleAsync(post);
        post.Clock.Move(TimeSpan.FromDays(10));
        Assert.StartsWith("held: no order of anybody since", (await post.RunAsync(rule)).Reason, StringComparison.Ordinal);
        await post.RunAsync(rule);
        Assert.Empty(post.Store.Alerts.Alerts(post.Shop.Id));
        Assert.Equal("No orders arrive from a.myshopify.com", Assert.Single(await post.NoticesAsync()).Notice!.Title);

        await OrderAsync(post, Somebody, 0, 1_00);
        await post.RunAsync(rule);
        Assert.Equal("Orders arrive from a.myshopify.com again", (await post.NoticesAsync())[^1].Notice!.Title);
        Assert.Equal(2, post.Store.Alerts.Alerts(post.Shop.Id).Count);
    }

    [Fact]
    public async Task Who_asks_to_be_forgotten_is_in_no_later_message()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post, to: "slack:#sales"));
        await post.Store.ImportAsync(post.Shop.Id, [new CustomerDeleted(new CustomerId(Piet))], []);
        await post.Returns.LookAsync();
        await WorkAsync(post);
        Assert.Equal(AlertState.Dropped, State(post, Piet));
        var update = Assert.IsType<Content.OfFollowUp>(post.Slack.Rendered[^1].Content);
        Assert.Equal(["Klant 11"], update.Digest.Customers.Select(c => c.Name));
        Assert.Empty(update.Returned);
        Assert.DoesNotContain(update.Digest.Report.Sections.Single().ShownIds(), id => id == "12");
    }

    [Fact]
    public async Task An_act_changes_the_message_where_it_stands()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post, to: "slack:#sales"));
        var jan = post.Store.Alerts.Alerts(post.Shop.Id).Single(a => a.Customer.Value == Jan);
        Assert.Equal(AlertState.Contacted, (await post.Desk.ActAsync(post.Shop.Id, jan.Id, AlertAction.Contacted, "slack:U1"))!.State);
        await post.Desk.ActAsync(post.Shop.Id, jan.Id, AlertAction.Contacted, "slack:U1");
        await WorkAsync(post);
        var update = Assert.IsType<Content.OfFollowUp>(Assert.Single(post.Slack.Rendered, r => r.Content is Content.OfFollowUp).Content);
        Assert.Equal("slack:U1", update.Digest.Customers.Single(c => c.Alert.Id == jan.Id).Alert.By);
    }

    [Fact]
    public async Task The_first_report_of_a_week_reminds_of_who_is_still_quiet()
    {
        await using var post = await ShopAsync();
        await post.RunAsync(await RuleAsync(post));
        var daily = await post.Store.Schedules.SaveScheduleAsync(post.Shop.Id, "daily", SomeRun.Definition, post.Clock.GetUtcNow());
        async Task<StillQuiet?> ReminderAsync(TimeSpan after)
        {
            post.Clock.Move(after);
            await post.RunAsync(daily);
            return Assert.IsType<Content.OfReport>(post.Email.Rendered[^1].Content).StillQuiet;
        }

        // The first of June 2026 is a Monday.
        Assert.Equal(new StillQuiet(2, new Money(150_00, Some.Euro)), await ReminderAsync(TimeSpan.Zero));
        Assert.Null(await ReminderAsync(TimeSpan.FromDays(6)));
        Assert.NotNull(await ReminderAsync(TimeSpan.FromDays(1)));
        await OrderAsync(post, Jan, 0);
        await OrderAsync(post, Piet, 0);
        await post.Returns.LookAsync();
        Assert.Null(await ReminderAsync(TimeSpan.FromDays(7)));
    }

    [Fact]
    public async Task A_test_is_marked_and_changes_nothing()
    {
        await using var post = await ShopAsync();
        var run = await post.WorkAsync(await post.Planner.PlanNowAsync(await RuleAsync(post), Destination.Parse("slack:#try")));
        Assert.Equal(RunKind.Test, run.Kind);
        Assert.Equal(2, Digest(post.Slack).Customers.Count);
        Assert.All(Digest(post.Slack).Customers, c => Assert.Equal(0, c.Alert.Id));
        Assert.Empty(post.Store.Alerts.Alerts(post.Shop.Id));
    }

    public static TheoryData<int, bool> Deaths
    {
        get
        {
            var all = new TheoryData<int, bool>();
            for (var step = 0; step < 12; step++)
            {
                all.Add(step, false);
                all.Add(step, true);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_process_that_dies_between_any_two_steps_loses_no_alert_and_repeats_none(int steps, bool done)
    {
        await using var post = await ShopAsync();
        var run = await post.Planner.PlanNowAsync(await RuleAsync(post));
        await DieAsync(post, steps, done, run);
        await WorkAsync(post);
        await post.RunAtOnceAsync(post.Store.Schedules.Schedules().Single());
        Assert.Equal([AlertState.Firing, AlertState.Firing], post.Store.Alerts.Alerts(post.Shop.Id).Select(a => a.State));
        var first = post.Outbox.DeliveriesOf(run.Id).Single();
        Assert.True(first.State is DeliveryState.Delivered or DeliveryState.Unknown, first.State.ToString());
        Assert.True(post.Email.Arrived.Count <= 1, "told twice");

        await OrderAsync(post, Jan, 0);
        await post.Returns.LookAsync();
        await post.WorkAtOnceAsync();
        Assert.Equal(AlertState.CameBack, State(post, Jan));
        Assert.Single(post.Email.Rendered, r => r.Content is Content.OfFollowUp);
    }

    /// <summary>Works on a run with a process that dies after some steps; then its leases end.</summary>
    static async Task DieAsync(Post post, int steps, bool done, Run run)
    {
        var life = new MortalLife(steps, done);
        var dying = post.Dying(life);
        using var stop = new CancellationTokenSource();
        var work = dying.Dispatcher.RunAsync(stop.Token);
        await Task.WhenAny(life.Dead, WaitAsync(post, run));
        await stop.CancelAsync();
        await work;
        foreach (var recipient in dying.Email.Arrived) post.Email.Arrived.Add(recipient);
        post.Clock.Move(TimeSpan.FromMinutes(2));
    }

    static async Task WaitAsync(Post post, Run run)
    {
        while (post.Outbox.FindRun(run.Id)!.FinishedAt is null) await Task.Delay(5);
    }
}
