using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>
/// Orders, refunds, merges, erasures, acts and clock moves in a random order, through the store, the planner, the renderer and the
/// watch; and beside them a model of one screen that says who must be told, and what stands open.
/// </summary>
public sealed class AlertModelTests
{
    const int QuietDays = 10, RepeatDays = 7, Steps = 60;
    const long Bar = 50_00, Somebody = 999;
    static readonly long[] People = [11, 12, 13, 14];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_in_whatever_order_the_right_people_are_told_of(int seed)
    {
        var random = new Random(seed);
        await using var post = await Post.OpenAsync();
        var model = new Model();
        var rule = await post.Store.Schedules.SaveScheduleAsync(post.Shop.Id, "vips", SomeRun.Definition with
        {
            Alert = new AlertRule(new HighValue(HighValueBy.Amount, Bar / 100), QuietDays, PendingHours: 24, RepeatDays: RepeatDays),
        }, post.Clock.GetUtcNow());
        var facts = new Facts(post, model);
        foreach (var person in People) await facts.OrderAsync(person);
        for (var step = 0; step < Steps; step++)
        {
            var person = People[random.Next(People.Length)];
            var did = await (random.Next(12) switch
            {
                0 => facts.OrderAsync(person),
                1 => facts.RefundAsync(person, random.Next(1, 60) * 100),
                2 => facts.MergeAsync(person, People[random.Next(People.Length)], rarely: random.Next(4) == 0),
                3 => facts.EraseAsync(person, rarely: random.Next(4) == 0),
                4 => facts.ActAsync(person, AlertAction.Contacted),
                5 => facts.ActAsync(person, AlertAction.Snooze),
                6 => facts.ActAsync(person, AlertAction.Dismiss),
                7 => facts.LookAsync(),
                8 => facts.PassAsync(TimeSpan.FromHours(random.Next(1, 40))),
                9 => facts.PassAsync(TimeSpan.FromHours(-random.Next(1, 30))),
                _ => facts.PassAsync(TimeSpan.FromDays(random.Next(1, 6))),
            });
            var (told, wanted) = (await facts.CheckAsync(rule), model.Check(post.Clock.GetUtcNow()));
            Assert.True(wanted.SequenceEqual(told), $"seed {seed}, step {step} after {did}: told {string.Join(",", told)}, expected {string.Join(",", wanted)}");
            var open = post.Store.Alerts.Alerts(post.Shop.Id).Select(a => (a.Customer.Value, a.State)).Order();
            Assert.True(model.Open.SequenceEqual(open), $"seed {seed}, step {step} after {did}: open {string.Join(",", open)}, expected {string.Join(",", model.Open)}");
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    /// <summary>Does a thing to the program and to the model.</summary>
    sealed class Facts(Post post, Model model)
    {
        int _next = 1000;

        public async Task<string> OrderAsync(long person)
        {
            var (id, now) = (_next++, post.Clock.GetUtcNow());
            await post.Store.ImportAsync(post.Shop.Id, [new OrderSeen(Some.Order(id, person, 60_00, processedAt: now), [], Some.Customer(person, $"Klant {person}"))], []);
            model.Orders.Add(new Order(id, person, Second(now), 60_00));
            return $"order of {person}";
        }

        public async Task<string> RefundAsync(long person, long amount)
        {
            if (model.Orders.LastOrDefault(o => o.Person == person) is not { } order) return "nothing";
            await post.Store.ImportAsync(post.Shop.Id, [new RefundMade(Some.Refund(_next++, amount, order.Id))], []);
            order.Refunded += amount;
            return $"refund of {amount} to {person}";
        }

        public async Task<string> MergeAsync(long gone, long kept, bool rarely)
        {
            if (!rarely || model.Kept(gone) != gone || model.Kept(kept) == gone) return "nothing";
            await post.Store.ImportAsync(post.Shop.Id, [Some.Merge(model.Kept(kept), gone)], []);
            model.Merged[gone] = model.Kept(kept);
            return $"merge of {gone} into {kept}";
        }

        public async Task<string> EraseAsync(long person, bool rarely)
        {
            if (!rarely || model.Kept(person) != person) return "nothing";
            await post.Store.ImportAsync(post.Shop.Id, [new CustomerDeleted(new CustomerId(person))], []);
            model.Erased.Add(person);
            return $"erasure of {person}";
        }

        public async Task<string> ActAsync(long person, AlertAction action)
        {
            if (post.Store.Alerts.Alerts(post.Shop.Id).FirstOrDefault(a => a.Customer.Value == person) is not { } alert) return "nothing";
            await post.Desk.ActAsync(post.Shop.Id, alert.Id, action, "cli");
            model.Act(person, action, post.Clock.GetUtcNow());
            return $"{action} of {person}";
        }

        public async Task<string> LookAsync()
        {
            await post.Returns.LookAsync();
            model.Look(post.Clock.GetUtcNow());
            return "a look";
        }

        public async Task<string> PassAsync(TimeSpan time)
        {
            post.Clock.Move(time);
            return await Task.FromResult($"{time}");
        }

        /// <returns>Of whom the check told, by number.</returns>
        public async Task<IReadOnlyList<long>> CheckAsync(Schedule rule)
        {
            // The shop as a whole is never silent.
            var now = post.Clock.GetUtcNow();
            await post.Store.ImportAsync(post.Shop.Id, [new OrderSeen(Some.Order(_next++, Somebody, 1_00, processedAt: now), [], Some.Customer(Somebody, "Iemand"))], []);
            var run = await post.RunAtOnceAsync(rule);
            return [.. post.Store.Alerts.ToldIn(run.Id).Select(a => a.Customer.Value).Order()];
        }
    }

    sealed class Order(long id, long person, DateTimeOffset at, long paid)
    {
        public long Id => id;
        public long Person => person;
        public DateTimeOffset At => at;
        public long Refunded { get; set; }
        public long Value => paid - Refunded;
    }

    sealed class Silence(AlertState state, DateTimeOffset lastOrder, DateTimeOffset since)
    {
        public AlertState State { get; set; } = state;
        public DateTimeOffset LastOrder => lastOrder;
        public DateTimeOffset Since { get; set; } = since;
        public DateTimeOffset ToldAt { get; set; }
        public DateTimeOffset Until { get; set; }
    }

    sealed class Model
    {
        readonly SortedDictionary<long, Silence> _silences = [];

        public List<Order> Orders { get; } = [];
        public Dictionary<long, long> Merged { get; } = [];
        public HashSet<long> Erased { get; } = [];
        public IEnumerable<(long, AlertState)> Open => _silences.Select(s => (s.Key, s.Value.State));

        public long Kept(long person) => Merged.TryGetValue(person, out var kept) ? Kept(kept) : person;

        public void Act(long person, AlertAction action, DateTimeOffset now)
        {
            if (!_silences.TryGetValue(person, out var silence) || silence.State == AlertState.Pending) return;
            silence.State = action switch { AlertAction.Contacted => AlertState.Contacted, AlertAction.Snooze => AlertState.Snoozed, _ => AlertState.Dismissed };
            silence.Until = now.AddDays(30);
        }

        public void Look(DateTimeOffset now)
        {
            foreach (var (person, silence) in _silences.ToList())
                if (silence.State != AlertState.Pending && (IsGone(person) || Returned(person, silence, now))) _silences.Remove(person);
        }

        public List<long> Check(DateTimeOffset now)
        {
            var told = new List<long>();
            foreach (var person in People.Where(p => !IsGone(p) || _silences.ContainsKey(p)))
            {
                var own = Orders.Where(o => Kept(o.Person) == person && o.At < now).ToList();
                var spent = own.Sum(o => o.Value);
                var last = own.Count == 0 ? default : own.Max(o => o.At);
                var quiet = own.Count > 0 && Day(now).DayNumber - Day(last).DayNumber >= QuietDays;
                if (!_silences.TryGetValue(person, out var silence))
                {
                    if (quiet && spent >= Bar) _silences.Add(person, new Silence(AlertState.Pending, last, now));
                    continue;
                }

                if (IsGone(person) || Returned(person, silence, now) || spent < Bar * 9 / 10) _silences.Remove(person);
                else if (silence.State == AlertState.Pending && !quiet) _silences.Remove(person);
                else if (silence.State == AlertState.Pending && silence.Since > now) silence.Since = now;
                else if (silence.State switch
                {
                    AlertState.Pending => now - silence.Since >= TimeSpan.FromHours(22),
                    AlertState.Snoozed => silence.Until <= now,
                    AlertState.Firing => now - silence.ToldAt >= TimeSpan.FromDays(RepeatDays) - TimeSpan.FromHours(2),
                    _ => false,
                })
                {
                    (silence.State, silence.ToldAt) = (AlertState.Firing, now);
                    told.Add(person);
                }
            }

            return told;
        }

        bool IsGone(long person) => Erased.Contains(person) || Kept(person) != person;

        bool Returned(long person, Silence silence, DateTimeOffset now) => Orders.Any(o => Kept(o.Person) == person && o.At > silence.LastOrder && o.At <= now);
    }

    static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Some.Amsterdam).DateTime);

    /// <summary>Shopify's dates have whole seconds.</summary>
    static DateTimeOffset Second(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
