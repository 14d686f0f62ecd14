using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>What is particular to the SQLite engine: its file, its locks and its disk.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    static int Shop(SqliteStore store) => store.SaveShopAsync("a.myshopify.com", null, null, null).GetAwaiter().GetResult().Id;

    async Task MakeStore()
    {
        await using var store = _data.Open();
        await store.ReceiveAsync(Some.WebhookDelivery(Shop(store), Some.Seen(Some.Order())));
    }

    StoreException Refusal() => Assert.ThrowsAny<StoreException>(() => _data.Open());

    [Fact]
    public async Task The_file_has_a_write_ahead_log_and_its_mark_and_version()
    {
        await MakeStore();

        Assert.Equal("wal", _data.Sql("PRAGMA journal_mode"));
        Assert.Equal(5L, _data.Sql("PRAGMA user_version"));
        Assert.Equal(0x53434C56L, _data.Sql("PRAGMA application_id"));
    }

    [Fact]
    public async Task Closing_folds_the_log_into_the_file()
    {
        await MakeStore();

        Assert.Equal([_data.File], Directory.GetFiles(_data.Folder));
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_file()
    {
        await MakeStore();

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.File));
    }

    [Fact]
    public async Task No_byte_on_disk_shows_a_secret()
    {
        await using var store = _data.Open();
        await store.SaveShopAsync("a.myshopify.com", null, null, new ShopSecrets("shpss_current", "shpss_previous", "shpss_admin"));

        var files = Directory.GetFiles(_data.Folder);
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("shpss"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("current\":"u8));
        }
    }

    [Fact]
    public async Task Secrets_sealed_with_another_key_are_told_and_not_guessed()
    {
        await using (var store = _data.Open()) await store.SaveShopAsync("a.myshopify.com", null, null, new ShopSecrets("s"));
        await using var other = SqliteStore.Open(_data.Folder, new SecretBox(new byte[32]), new SqliteOptions(), new StoppedClock());

        Assert.Contains("Secrets:KeyFile", Assert.Throws<StoreException>(other.Shops).Message);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        await MakeStore();
        _data.Sql("PRAGMA user_version = 99");
        var before = await File.ReadAllBytesAsync(_data.File);

        var message = Refusal().Message;

        Assert.Contains(_data.File, message);
        Assert.Contains("schema 99", message);
        Assert.Contains("update shopclv", message);
        Assert.Equal(before, await File.ReadAllBytesAsync(_data.File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Another_programs_database_is_refused_and_left_as_it_is(int version)
    {
        _data.Sql($"CREATE TABLE recipes (name TEXT); PRAGMA user_version = {version}");
        var before = File.ReadAllBytes(_data.File);

        Assert.Contains("another program", Refusal().Message);

        Assert.Equal(before, File.ReadAllBytes(_data.File));
        Assert.Equal("delete", _data.Sql("PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("not a database")]
    [InlineData("SQLite format 4")]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is(string start)
    {
        var text = start + new string('x', 5000);
        File.WriteAllText(_data.File, text);

        Assert.Contains("is not a database", Refusal().Message);

        Assert.Equal(text, File.ReadAllText(_data.File));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_store()
    {
        File.WriteAllText(_data.File, "");
        await MakeStore();

        Assert.Equal(1L, _data.Sql("SELECT count(*) FROM orders"));
    }

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_told()
    {
        var path = Path.Combine(_data.Folder, "data");
        File.WriteAllText(path, "");

        Assert.Contains(path, Assert.Throws<StoreException>(() => DataDirectory.Open(path)).Message);
    }

    [Fact]
    public void A_directory_in_the_place_of_the_file_is_told()
    {
        Directory.CreateDirectory(_data.File);

        Assert.Contains(_data.File, Refusal().Message);
    }

    [Fact]
    public async Task While_another_program_holds_the_lock_nothing_is_taken_and_afterwards_everything()
    {
        await using var store = _data.Open();
        var shop = Shop(store);
        using (var locker = _data.Connect())
        {
            DataDirectory.Sql(locker, "BEGIN EXCLUSIVE");
            var started = System.Diagnostics.Stopwatch.StartNew();
            var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order()))));

            Assert.Contains("locked by another process", exception.Message);
            Assert.InRange(started.Elapsed.TotalSeconds, 0.5, 30);
            Assert.Empty(store.ChangesSince(shop, 0).Orders);
            DataDirectory.Sql(locker, "ROLLBACK");
        }

        Assert.Equal(WebhookOutcome.Stored, await store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order()))));
    }

    [Fact]
    public async Task Two_stores_that_make_the_file_at_the_same_moment_share_it()
    {
        using var start = new Barrier(4);
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return _data.Open(new SqliteOptions { BusySeconds = 20 });
            },
            TaskCreationOptions.LongRunning)));
        foreach (var store in stores) Shop(store);

        Assert.Single(stores[0].Shops());
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task Two_stores_on_one_file_lose_nothing_of_what_both_write()
    {
        var options = new SqliteOptions { BusySeconds = 20 };
        await using var first = _data.Open(options);
        await using var second = _data.Open(options);
        var shop = Shop(first);

        Task Write(SqliteStore store, int from) =>
            Task.WhenAll(Enumerable.Range(from, 200).Select(id => Task.Run(() => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order(id)))))));
        await Task.WhenAll(Write(first, 1), Write(second, 101));

        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), first.ChangesSince(shop, 0).Orders.Select(o => o.Id));
        Assert.Equal(LedgerText.Of(Ledger.Empty.With(first.ChangesSince(shop, 0))), LedgerText.Of(Ledger.Empty.With(second.ChangesSince(shop, 0))));
        Assert.Empty(first.Check().Problems);
    }

    [Fact]
    public async Task A_full_queue_takes_no_more_and_keeps_what_it_took()
    {
        await using var store = _data.Open(new SqliteOptions { QueueCapacity = 3, BusySeconds = 20 });
        var shop = Shop(store);
        List<Task<WebhookOutcome>> taken = [];
        using (var locker = _data.Connect())
        {
            DataDirectory.Sql(locker, "BEGIN IMMEDIATE");
            Task<WebhookOutcome> Send(int id) => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order(id))));
            taken.Add(Send(1));
            // The writer has taken the first and waits for the lock; the queue is empty again.
            Assert.True(SpinWait.SpinUntil(() => store.Waiting == 0, TimeSpan.FromSeconds(10)));
            taken.AddRange([Send(2), Send(3), Send(4)]);

            Assert.Contains("3 deliveries are waiting", (await Assert.ThrowsAsync<StoreBusyException>(() => Send(5))).Message);
            Assert.Equal(3, store.Waiting);
            DataDirectory.Sql(locker, "ROLLBACK");
        }

        Assert.All(await Task.WhenAll(taken), o => Assert.Equal(WebhookOutcome.Stored, o));
        Assert.Equal([1, 2, 3, 4], store.ChangesSince(shop, 0).Orders.Select(o => o.Id));
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_takes_no_more()
    {
        var store = _data.Open();
        var shop = Shop(store);
        Task<WebhookOutcome>[] waiting = [.. Enumerable.Range(1, 500).Select(id => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order(id)))))];

        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(waiting), o => Assert.Equal(WebhookOutcome.Stored, o));
        Assert.Contains("closing", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReceiveAsync(Some.WebhookDelivery(shop)))).Message);
        await using var again = _data.Open();
        Assert.Equal(500, again.ChangesSince(shop, 0).Orders.Count);
    }

    sealed record Riddle : ShopFact;

    [Fact]
    public async Task A_fact_that_cannot_be_stored_fails_alone_while_its_group_is_stored()
    {
        await using var store = _data.Open(new SqliteOptions { BusySeconds = 20 });
        var shop = Shop(store);
        Task<WebhookOutcome>[] good, bad;
        using (var locker = _data.Connect())
        {
            // While the lock is held, everything gathers in at most two groups.
            DataDirectory.Sql(locker, "BEGIN IMMEDIATE");
            Task<WebhookOutcome> Good(int id) => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order(id))));
            good = [.. Enumerable.Range(1, 10).Select(Good)];
            bad =
            [
                store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order(99)), new Riddle())),
                store.ReceiveAsync(Some.WebhookDelivery(
                    shop, Some.Seen(Some.Order(98), Some.Refund(1, long.MaxValue, order: 98), Some.Refund(2, long.MaxValue, order: 98)))),
            ];
            good = [.. good, .. Enumerable.Range(11, 10).Select(Good)];
            DataDirectory.Sql(locker, "ROLLBACK");
        }

        foreach (var failed in bad)
            Assert.Contains(_data.File, (await Assert.ThrowsAsync<StoreException>(() => failed)).Message);
        Assert.All(await Task.WhenAll(good), o => Assert.Equal(WebhookOutcome.Stored, o));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), store.ChangesSince(shop, 0).Orders.Select(o => o.Id));
    }

    [Fact]
    public async Task A_delivery_is_stored_wholly_or_not_at_all()
    {
        await using var store = _data.Open();
        var shop = Shop(store);

        var before = store.ChangesSince(shop, 0).Sequence;
        await Assert.ThrowsAsync<StoreException>(() => store.ImportAsync(shop, [Some.Seen(Some.Order()), new Riddle()], [Some.Rejected()]));

        Assert.Empty(store.ChangesSince(shop, 0).Orders);
        Assert.Empty(store.Quarantine(null, long.MaxValue, 9));
        Assert.Equal(before, store.ChangesSince(shop, 0).Sequence);
    }

    [Fact]
    public async Task What_comes_for_a_removed_shop_is_refused_and_leaves_nothing()
    {
        await using var store = _data.Open();
        var shop = Shop(store);
        await store.RemoveShopAsync(shop);

        await Assert.ThrowsAsync<StoreException>(() => store.ReceiveAsync(Some.WebhookDelivery(shop, Some.Seen(Some.Order()))));
        await store.ProbeAsync();

        Assert.Empty(store.ChangesSince(shop, 0).Orders);
    }

    [Fact]
    public async Task Health_tells_engine_schema_and_size()
    {
        await using var store = _data.Open();
        await store.ReceiveAsync(Some.WebhookDelivery(Shop(store), Some.Seen(Some.Order())));

        var health = store.Check();

        Assert.StartsWith("SQLite 3.", health.Engine);
        Assert.Equal(5, health.Schema);
        Assert.Equal(new FileInfo(_data.File).Length + new FileInfo(_data.File + "-wal").Length, health.Bytes);
    }

    [Fact]
    public async Task Dates_that_four_bytes_cannot_hold_are_the_first_or_last_second()
    {
        await using var store = _data.Open();
        var shop = Shop(store);
        DateTimeOffset[] dates = [DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, Some.Noon, DateTimeOffset.MaxValue];
        await store.ImportAsync(shop, [.. dates.Select((at, i) => Some.Seen(Some.Order(id: i, processedAt: at)))], []);

        Assert.Equal([1, 1, (uint)Some.Noon.ToUnixTimeSeconds(), uint.MaxValue], store.ChangesSince(shop, 0).Orders.Select(o => o.ProcessedAt));
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("a\0b")]
    [InlineData("'; DROP TABLE orders; --")]
    [InlineData("\u202eevil")]
    public async Task Hostile_text_is_kept_as_text(string name)
    {
        await using var store = _data.Open();
        var shop = Shop(store);
        var order = Some.Order() with { Number = name, Channel = name, Lines = [new LineItem(1, null, name, 1, 1, 1, false)] };
        await store.ReceiveAsync(Some.WebhookDelivery(shop, new OrderSeen(order, [], Some.Customer(11, name, name))));

        var expected = name.Replace('\ud800', '\ufffd');
        var changes = store.ChangesSince(shop, 0);
        Assert.Equal((expected, expected), (changes.Customers[0].Name, changes.Customers[0].Email));
        Assert.Equal([expected], changes.Channels);
    }

    [Fact]
    public async Task Lines_are_kept_as_json_that_a_database_shell_can_read()
    {
        await using var store = _data.Open();
        var line = new LineItem(5, null, "Trui \"M\"", 3, 2, 29_97, true);
        await store.ReceiveAsync(Some.WebhookDelivery(Shop(store), Some.Seen(Some.Order() with { Lines = [line, line with { Product = new ProductId(7) }] })));

        Assert.Equal("""[[5,null,"Trui \"M\"",3,2,2997,1],[5,7,"Trui \"M\"",3,2,2997,1]]""", _data.Sql("""
            SELECT json_group_array(json_array(value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6))
            FROM order_lines, json_each(lines)
            """));
    }

    [Theory]
    [InlineData(SqliteOutbox.ClaimRun, "runs", "runs_waiting")]
    [InlineData(SqliteOutbox.ClaimDeliveries, "deliveries", "deliveries_due")]
    public async Task Looking_for_work_twice_a_second_does_not_read_the_history(string claim, string table, string index)
    {
        await using var store = _data.Open();
        var plan = store.Read(connection => connection.Query($"EXPLAIN QUERY PLAN {claim}", r => r.GetString(3), 1, 2, 3, 4, "[]"));
        Assert.Contains($"SCAN {table} USING INDEX {index}", plan);
        Assert.DoesNotContain(plan, step => step == $"SCAN {table}" || step.StartsWith("USE TEMP B-TREE", StringComparison.Ordinal));
    }
}
