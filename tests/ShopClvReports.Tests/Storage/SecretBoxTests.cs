using System.Security.Cryptography;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SecretBoxTests : IDisposable
{
    readonly DataDirectory _data = new();

    static SecretBox Box(byte fill = 1) => new([.. Enumerable.Repeat(fill, 32)]);

    string KeyFile => Path.Combine(_data.Folder, "keys", "secret.key");

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("shpss_0123456789")]
    [InlineData("ключ 龍 🔑")]
    public void What_is_sealed_opens_with_the_same_key_and_purpose(string secret) =>
        Assert.Equal(secret, Box().Open(Box().Seal(secret, "a"), "a"));

    [Fact]
    public void The_same_secret_never_looks_the_same_twice() =>
        Assert.NotEqual(Box().Seal("secret", "a"), Box().Seal("secret", "a"));

    [Fact]
    public void Another_key_or_another_purpose_does_not_open_it()
    {
        var sealedBox = Box().Seal("secret", "shop a");

        Assert.Contains("another key", Assert.Throws<StoreException>(() => Box(2).Open(sealedBox, "shop a")).Message);
        Assert.Contains("shop b", Assert.Throws<StoreException>(() => Box().Open(sealedBox, "shop b")).Message);
    }

    [Fact]
    public void A_change_of_any_byte_is_noticed()
    {
        var box = Box().Seal("secret", "a");
        for (var i = 0; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            Assert.Throws<StoreException>(() => Box().Open(changed, "a"));
        }
    }

    [Fact]
    public void Fewer_bytes_than_a_seal_has_are_noticed()
    {
        var box = Box().Seal("", "a");
        for (var length = 0; length < box.Length; length++)
            Assert.Contains("cut short", Assert.Throws<StoreException>(() => Box().Open(box.AsSpan(0, length), "a")).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int length) =>
        Assert.Contains($"{length} bytes; expected 32", Assert.Throws<StoreException>(() => new SecretBox(new byte[length])).Message);

    [Fact]
    public void A_key_file_is_made_for_the_owner_alone_and_used_again()
    {
        var box = SecretBox.FromFile(KeyFile).Seal("secret", "a");

        Assert.Equal("secret", SecretBox.FromFile(KeyFile).Open(box, "a"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public async Task Many_first_starts_at_once_end_up_with_one_key()
    {
        using var start = new Barrier(8);
        var boxes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return SecretBox.FromFile(KeyFile);
            },
            TaskCreationOptions.LongRunning)));

        var box = boxes[0].Seal("secret", "a");
        Assert.All(boxes, b => Assert.Equal("secret", b.Open(box, "a")));
        Assert.Equal([KeyFile], Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public void A_key_file_of_somebody_else_is_told_and_left_as_it_is()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, "not base64!");

        Assert.Contains(KeyFile, Assert.Throws<StoreException>(() => SecretBox.FromFile(KeyFile)).Message);
        Assert.Equal("not base64!", File.ReadAllText(KeyFile));
    }

    [Fact]
    public void A_key_file_that_cannot_be_made_is_told()
    {
        File.WriteAllText(Path.GetDirectoryName(KeyFile)!, "");

        Assert.Contains(KeyFile, Assert.Throws<StoreException>(() => SecretBox.FromFile(KeyFile)).Message);
    }

    [Fact]
    public void A_key_may_end_in_a_line_break()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        File.WriteAllText(_data.File, Convert.ToBase64String(key) + "\n");

        Assert.Equal("secret", SecretBox.FromFile(_data.File).Open(new SecretBox(key).Seal("secret", "a"), "a"));
    }

    [Fact]
    public void What_a_running_process_seals_at_any_moment_of_a_rotation_opens_afterwards()
    {
        var running = SecretBox.FromFile(KeyFile);
        var before = running.Seal("before", "a");
        var next = SecretBox.BeginRotation(KeyFile);
        var during = running.Seal("during", "a");
        Assert.Equal("before", running.Open(before, "a"));
        var resealed = next.Seal(running.Open(before, "a"), "a");
        // Its row was read already, so that nobody seals this one anew.
        var late = running.Seal("late", "a");
        SecretBox.EndRotation(KeyFile);

        Assert.Equal(["before", "during", "late"], new[] { resealed, during, late }.Select(box => running.Open(box, "a")));
        Assert.Equal("late", SecretBox.FromFile(KeyFile).Open(late, "a"));
        Assert.Throws<StoreException>(() => running.Open(before, "a"));
    }
}
