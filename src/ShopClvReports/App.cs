using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>What the commands work with: the settings of this run and the store they name.</summary>
sealed class App : IAsyncDisposable
{
    /// <summary>Takes files before any shop is known.</summary>
    const string UnnamedShop = "my-shop.myshopify.com";

    App(Settings settings, string? shop, SqliteStore store)
    {
        Settings = settings;
        ChosenShop = shop;
        Store = store;
        Ledgers = new Ledgers(store, settings.Ledger.MemoryMegabytes * 1_000_000L);
        Reports = new ReportSources(Ledgers, store, store.Spend, shop => (settings.Shops.GetValueOrDefault(shop.Domain) ?? new ShopSettings()).Terms,
            !settings.Privacy.NoPersonalData)
        {
            Remarks = new HistoryRemarks(store.Connections, store.Backfills).Of,
            Reconciled = store.Reconciliations.Last,
        };
    }

    public Settings Settings { get; }
    public SqliteStore Store { get; }
    public Ledgers Ledgers { get; }
    public ReportSources Reports { get; }
    public Language Language => Languages.Parse(Settings.Language);
    public TimeProvider Clock { get; } = TimeProvider.System;
    string? ChosenShop { get; }

    /// <summary>Writes down, before it is shown, who sees how many customers in what.</summary>
    /// <param name="place">Where it goes.</param>
    public Task LogAccessAsync(Shop shop, string what, string place, int customers) =>
        Store.Privacy.LogAsync(new Access(shop.Id, Clock.GetUtcNow(), $"user {Environment.UserName}", what, place, customers));

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <param name="busySeconds">How long a locked store is waited for.</param>
    public static async Task<App> OpenAsync(ParseResult parsed, Func<Settings, Settings>? change = null, int busySeconds = 10)
    {
        var settings = ReadSettings(parsed);
        return await OpenAsync(change is null ? settings : change(settings), parsed.GetValue(GlobalOptions.Shop), busySeconds);
    }

    /// <summary>The settings of this run, options laid over them.</summary>
    public static Settings ReadSettings(ParseResult parsed)
    {
        var settings = SettingsReader.Load(parsed.GetValue(GlobalOptions.Config));
        if (parsed.GetValue(GlobalOptions.Data) is { } data) settings = settings with { Data = settings.Data with { Directory = data } };
        if (parsed.GetValue(GlobalOptions.Language) is { } language) settings = settings with { Language = language };
        return settings;
    }

    static async Task<App> OpenAsync(Settings settings, string? shop, int busySeconds)
    {
        var app = new App(settings, shop, OpenStore(settings, busySeconds));
        try
        {
            foreach (var (domain, configured) in settings.Shops) await app.SaveShopAsync(domain, configured);
            if (settings.Privacy.NoPersonalData && await app.Store.Privacy.StripAsync() > 0) await app.Store.Privacy.CompactAsync(app.Clock.GetUtcNow());
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The store alone, with nothing read from it: it opens whatever has become of its secrets.</summary>
    public static SqliteStore OpenStore(Settings settings, int busySeconds = 10)
    {
        var directory = settings.Data.Directory;
        var options = new SqliteOptions
        {
            QueueCapacity = settings.Serve.QueueCapacity,
            BusySeconds = busySeconds,
            NoPersonalData = settings.Privacy.NoPersonalData,
        };
        return SqliteStore.Open(directory, Secrets(settings.Secrets, directory), options, TimeProvider.System);
    }

    static SecretBox Secrets(SecretsSettings settings, string directory) =>
        settings.Key is { } key
            ? new SecretBox(Convert.FromBase64String(key))
            : SecretBox.FromFile(KeyFile(settings, directory));

    /// <summary>Where the key lies, when it is not in the settings themselves.</summary>
    public static string KeyFile(Settings settings) => KeyFile(settings.Secrets, settings.Data.Directory);

    static string KeyFile(SecretsSettings settings, string directory) => settings.KeyFile ?? Path.Combine(directory, "secret.key");

    /// <summary>Adds the shop or changes it; what is not said stays, or for a new shop is the default.</summary>
    public async Task<Shop> SaveShopAsync(string domain, ShopSettings said)
    {
        domain = domain.ToLowerInvariant();
        var known = Store.Shops().FirstOrDefault(s => s.Shop.Domain == domain);
        var zone = said.TimeZone ?? (known is null ? Settings.Defaults.TimeZone : null);
        var currency = said.Currency ?? (known is null ? Settings.Defaults.Currency : null);
        var secrets = new ShopSecrets(
            said.ClientSecret ?? known?.Secrets.Client, said.PreviousClientSecret ?? known?.Secrets.PreviousClient, said.AdminSecret ?? known?.Secrets.Admin);
        var changed = known is null || zone is not null && zone != known.Shop.TimeZone.Id || currency is not null && currency != known.Shop.Currency.Code
            || secrets != known.Secrets;
        return changed
            ? await Store.SaveShopAsync(domain, zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(zone), currency is null ? null : new Currency(currency), secrets)
            : known!.Shop;
    }

    /// <summary>The shop that <c>--shop</c> names, or the only one.</summary>
    /// <exception cref="UsageException">None or several.</exception>
    public Shop Shop()
    {
        var shops = Store.Shops();
        var known = shops.Count == 0 ? "no shop is known yet" : $"known are {string.Join(", ", shops.Select(s => s.Shop.Domain))}";
        return (ChosenShop, shops) switch
        {
            ({ } domain, _) => shops.FirstOrDefault(s => s.Shop.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))?.Shop
                ?? throw new UsageException($"there is no shop {domain}; {known}. Add it with: shopclv shops add {domain}"),
            (null, [var only]) => only.Shop,
            (null, []) => throw new UsageException("no shop is known yet; import a file with: shopclv import orders.csv --shop my-shop.myshopify.com"),
            _ => throw new UsageException($"there are several shops; name one with --shop: {known}"),
        };
    }

    /// <summary>The tiers that the settings give a shop; null for the usual ones.</summary>
    public string? TiersOf(Shop shop) => Settings.Shops.GetValueOrDefault(shop.Domain)?.Tiers;

    /// <summary>Likewise, but a shop that is not known yet is added: a file needs no set-up.</summary>
    public async Task<Shop> ShopForImportAsync()
    {
        var shops = Store.Shops();
        var domain = ChosenShop is { } chosen ? ShopsCommand.Domain(chosen) : shops.Count == 0 ? UnnamedShop : null;
        return domain is null || shops.Any(s => s.Shop.Domain == domain) ? Shop() : await SaveShopAsync(domain, new ShopSettings());
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
