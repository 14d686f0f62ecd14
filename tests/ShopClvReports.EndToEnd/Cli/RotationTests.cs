namespace ShopClvReports.EndToEnd;

public sealed class RotationTests : IDisposable
{
    const string Password = "hunter2-hunter2-hunter2";

    readonly UserFolder _folder = new();

    string Key => _folder.PathOf("data", "secret.key");

    public RotationTests() => _folder.Write("password.txt", Password);

    public void Dispose() => _folder.Dispose();

    async Task SetAsync()
    {
        // Nobody answers there; the password is stored nevertheless.
        Assert.Equal(1, (await _folder.RunAsync("channels", "set", "email", "host=127.0.0.1", "port=9", "from=jan@example.nl", "user=jan", "password=@password.txt")).ExitCode);
    }

    async Task ReadableAsync() => Assert.Contains("(set, not shown)", (await _folder.RunAsync("channels", "list")).Fine());

    [Fact]
    public async Task After_a_rotation_everything_opens_with_the_new_key_and_nothing_with_the_old()
    {
        await SetAsync();
        var old = File.ReadAllText(Key);
        Assert.Contains("Everything is encrypted with a new key", (await _folder.RunAsync("secrets", "rotate")).Fine());

        Assert.NotEqual(old, File.ReadAllText(Key));
        Assert.Equal(["secret.key"], Directory.GetFiles(_folder.PathOf("data"), "secret*").Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
        await ReadableAsync();

        File.WriteAllText(Key, old);
        Assert.Contains("sealed with another key", (await _folder.RunAsync("channels", "list")).Failed(1));
    }

    [Fact]
    public async Task With_the_key_lost_the_secrets_are_forgotten_on_demand_and_set_anew()
    {
        await SetAsync();
        File.Delete(Key);
        Assert.Contains("shopclv secrets forget", (await _folder.RunAsync("channels", "list")).Failed(1));
        Assert.Contains("--yes", (await _folder.RunAsync("secrets", "forget")).Failed(2));
        Assert.Contains("forgotten", (await _folder.RunAsync("secrets", "forget", "--yes")).Fine());
        await SetAsync();
        await ReadableAsync();
    }

    [Fact]
    public async Task A_running_server_follows_a_rotation()
    {
        await SetAsync();
        await using var server = await _folder.ServeAsync();
        (await _folder.RunAsync("secrets", "rotate")).Fine();

        using var sender = new WebhookSender(await server.ListeningAsync());
        Assert.Equal(System.Net.HttpStatusCode.OK, await sender.StatusAsync(new Sale(1).Body()));
        await ReadableAsync();
    }

    [Fact]
    public async Task A_rotation_that_broke_off_before_anything_was_encrypted_is_completed_by_the_next()
    {
        await SetAsync();
        var old = File.ReadAllText(Key);
        var next = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        File.WriteAllText(Key + ".next", next);
        await ReadableAsync();
        await CompleteAsync(old, next);
    }

    [Fact]
    public async Task A_rotation_that_broke_off_when_all_was_encrypted_is_completed_by_the_next()
    {
        await SetAsync();
        var old = File.ReadAllText(Key);
        (await _folder.RunAsync("secrets", "rotate")).Fine();
        // As it stands between the last two steps: the database speaks the key to come, the old one is still in its place.
        var next = File.ReadAllText(Key);
        File.WriteAllText(Key + ".next", next);
        File.WriteAllText(Key, old);
        await ReadableAsync();
        await CompleteAsync(old, next);
    }

    async Task CompleteAsync(string old, string next)
    {
        (await _folder.RunAsync("secrets", "rotate")).Fine();
        Assert.Equal(next, File.ReadAllText(Key));
        Assert.False(File.Exists(Key + ".next"));
        await ReadableAsync();
        File.WriteAllText(Key, old);
        (await _folder.RunAsync("channels", "list")).Failed(1);
    }

    [Fact]
    public async Task A_key_from_the_settings_is_changed_by_hand_and_told_so()
    {
        var (old, fresh) = (Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()), Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray()));
        _folder.Environment["SHOPCLV__Secrets__Key"] = old;
        await SetAsync();
        Assert.Contains("--new-key-file", (await _folder.RunAsync("secrets", "rotate")).Failed(2));
        _folder.Write("wrong.key", "not base64!");
        Assert.Contains("wrong.key", (await _folder.RunAsync("secrets", "rotate", "--new-key-file", "wrong.key")).Failed(2));
        _folder.Write("short.key", "c2hvcnQ=");
        Assert.Contains("32", (await _folder.RunAsync("secrets", "rotate", "--new-key-file", "short.key")).Failed(2));
        await ReadableAsync();

        _folder.Write("fresh.key", fresh + "\n");
        Assert.Contains("Set Secrets:Key to it now", (await _folder.RunAsync("secrets", "rotate", "--new-key-file", "fresh.key")).Fine());
        Assert.Contains("sealed with another key", (await _folder.RunAsync("channels", "list")).Failed(1));
        _folder.Environment["SHOPCLV__Secrets__Key"] = fresh;
        await ReadableAsync();
    }
}
