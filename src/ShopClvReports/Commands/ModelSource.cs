using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>Where the customers of a model come from: a shop's orders, or a file of summaries.</summary>
abstract class ModelSource : IAsyncDisposable
{
    static readonly Option<string> Unit = new("--unit")
    {
        Description = "days or weeks: what alpha, recency, T and --horizon are counted in; with --summary, what the file is in",
        DefaultValueFactory = _ => "days",
    };

    static readonly Option<string?> Summary = new("--summary")
    {
        Description = $"CSV with {string.Join(", ", SummaryCsv.Required)} and possibly {string.Join(", ", SummaryCsv.Optional)}, instead of the shop's orders",
        HelpName = "FILE",
    };

    static readonly Option<string?> AsOfDay = new("--as-of") { Description = "The day (to its end) or instant that counts as now", HelpName = "DAY" };
    static readonly Option<string?> Value = new("--value") { Description = "What an order is worth: paid (when left out), current or ordered" };
    static readonly Option<string?> CurrencyCode = new("--currency") { Description = "Orders of this currency only; the shop's when left out", HelpName = "EUR" };

    static ModelSource()
    {
        Unit.AcceptOnlyFromAmong([.. TimeUnits.Names]);
        Value.AcceptOnlyFromAmong([.. ValuePolicies.Names]);
    }

    public static IReadOnlyList<Option> Options { get; } = [Unit, Summary, AsOfDay, Value, CurrencyCode];

    public abstract CustomerSummaries Summaries { get; }

    /// <summary>What the monetary values are in; null when the file does not say.</summary>
    public virtual Currency? Currency => null;

    public virtual bool ByteOrderMark => false;

    public abstract string Id(int customer);

    /// <returns>Null when there is too little history.</returns>
    /// <exception cref="UsageException">The source holds nothing out.</exception>
    public abstract Backtest? Backtest(OrderModel model);

    public abstract ValueTask DisposeAsync();

    public static TimeUnit ChosenUnit(ParseResult parsed) => TimeUnits.Parse(parsed.GetValue(Unit)!);

    /// <exception cref="UsageException">The options do not go together, or name nothing that is there.</exception>
    public static async Task<ModelSource> OpenAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(Summary) is not { } file) return await OpenShopAsync(parsed);
        foreach (var option in (Option<string?>[])[AsOfDay, Value, CurrencyCode])
            if (parsed.GetValue(option) is not null)
                throw new UsageException($"{option.Name} is for a shop's orders; the file of --summary has it settled already");
        if (!File.Exists(file)) throw new UsageException($"there is no file {file}");
        await using var input = File.OpenRead(file);
        return new OfFile(SummaryCsv.Read(input, Path.GetFileName(file), ChosenUnit(parsed), cancellation), Path.GetFileName(file));
    }

    static async Task<ModelSource> OpenShopAsync(ParseResult parsed)
    {
        var app = await App.OpenAsync(parsed);
        try
        {
            var shop = app.Shop();
            var asOf = parsed.GetValue(AsOfDay) is { } day ? AsOf.Parse(day, shop.TimeZone) : AsOf.Now(app.Clock.GetUtcNow(), shop.TimeZone);
            var ledger = app.Ledgers.Get(shop.Id).At(asOf.Instant);
            var policy = parsed.GetValue(Value) is { } value ? ValuePolicies.Parse(value) : ValuePolicy.Paid;
            return new OfShop(app, shop, ledger, asOf, policy, ChosenCurrency(ledger, shop, parsed.GetValue(CurrencyCode)), ChosenUnit(parsed));
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is FormatException) throw new UsageException(e.Message);
            throw;
        }
    }

    /// <returns>Index into the ledger's currencies.</returns>
    static byte ChosenCurrency(Ledger ledger, Shop shop, string? code)
    {
        var wanted = code is null ? shop.Currency : new Currency(code);
        if (ledger.IndexOf(wanted) is { } index) return index;
        return code is null && ledger.Currencies.Count <= 1
            ? (byte)0
            : throw new UsageException($"there are no orders in {wanted}; name one of {string.Join(", ", ledger.Currencies)} with --currency");
    }

    sealed class OfFile(SummaryCsv file, string name) : ModelSource
    {
        public override CustomerSummaries Summaries => file.Summaries;

        public override string Id(int customer) => file.Ids[customer];

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public override Backtest? Backtest(OrderModel model) =>
            file is { HeldOut: { } heldOut, HeldOutDuration: { } duration }
                ? Analytics.Backtest.Of(file.Summaries, heldOut, duration, model)
                : throw new UsageException(
                    $"{name} holds nothing out; expected the columns frequency_holdout and duration_holdout: purchases after the summary's end, and for how long");
    }

    sealed class OfShop(App app, Shop shop, Ledger ledger, AsOf asOf, ValuePolicy policy, byte currency, TimeUnit unit) : ModelSource
    {
        /// <summary>With values in major units, as everything that is shown.</summary>
        public override CustomerSummaries Summaries { get; } = CustomerSummaries.Of(ledger, shop, asOf, policy, currency, unit)
            .WithValuesOver((double)(1 / new Money(1, InCurrency(ledger, shop, currency)).Amount));

        public override Currency? Currency => InCurrency(ledger, shop, currency);

        public override bool ByteOrderMark => app.Settings.Csv.ByteOrderMark;

        public override string Id(int customer) => ledger.Customer(customer).ShownId;

        public override Backtest? Backtest(OrderModel model) => Analytics.Backtest.Of(ledger, shop, asOf, policy, currency, unit, model);

        public override ValueTask DisposeAsync() => app.DisposeAsync();

        static Currency InCurrency(Ledger ledger, Shop shop, byte currency) => ledger.Currencies.Count == 0 ? shop.Currency : ledger.Currencies[currency];
    }
}
