using System.Diagnostics;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public sealed class StandingsFileTests
{
    const string Good = "shopclv standings 1\nday 2026-06-30\nEUR\t4\t240\t2\n1\t100\tA-1\n2\t-80\tB\nJPY\t1\t7\t0\nend\n";

    [Fact]
    public async Task It_is_written_as_documented()
    {
        var standings = new Standings(
            new DateOnly(2026, 6, 30),
            [
                new(Some.Euro, new Tally(4, 240), [new("A-1", new Tally(1, 100)), new("B", new Tally(2, -80))]),
                new(new Currency("JPY"), new Tally(1, 7), []),
            ]);

        Assert.Equal(Good, Encoding.UTF8.GetString(await Bytes(standings)));
        Same(standings, Read(Good));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb\nc\r\\u0041\\")]
    [InlineData("\0 end \u0085\u2028")]
    [InlineData("half \ud800, \udc00 half, whole \ud83d\ude00, \ud800\ud83d\ude00")]
    [InlineData("klant é 客")]
    public async Task A_customer_id_may_hold_anything(string id)
    {
        var standings = new Standings(new DateOnly(2026, 6, 30), [new(Some.Euro, default, [new(id, new Tally(1, long.MinValue)), new(id, default)])]);

        Same(standings, StandingsFile.Read(new MemoryStream(await Bytes(standings))));
    }

    [Fact]
    public void Every_truncation_is_noticed()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => StandingsFile.Read(new MemoryStream(bytes, 0, length)));
        Assert.Equal(2, StandingsFile.Read(new OneByteStream(bytes)).Sections.Count);
    }

    [Theory]
    [InlineData("<html>\n", "line 1 of the standings cannot be read; expected 'shopclv standings 1'")]
    [InlineData("shopclv standings 2\nanything", "the standings are of version 2; this program reads version 1")]
    [InlineData("shopclv standings 1\nday 2026-02-30\nend\n", "line 2 of the standings cannot be read; expected a day")]
    [InlineData("shopclv standings 1\nday 2026-06-30\neur\t1\t1\t0\nend\n", "line 3 of the standings cannot be read; expected a currency")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t0\nend\n", "line 3 of the standings cannot be read; expected a whole number")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t-1\nend\n", "line 3 of the standings cannot be read; expected how many customers")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t2147483647\nend\n", "line 4 of the standings cannot be read; expected a whole number")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t1\n2147483648\t1\ta\nend\n", "line 4 of the standings cannot be read; expected a number of orders")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t1\n1\t9223372036854775808\ta\nend\n", "line 4 of the standings cannot be read; expected a whole number")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t1\n1\t1\t\\n\nend\n", @"line 4 of the standings cannot be read; expected \u and four hex digits")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t0\nEUR\t1\t1\t0\nend\n", "line 4 of the standings cannot be read; expected EUR only once")]
    [InlineData("shopclv standings 1\nday 2026-06-30\nend\nmore", "the standings go on after 'end' in line 3")]
    public void Another_file_is_refused_and_the_line_named(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Read(text)).Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] broken = [.. "shopclv standings 1\nday 2026-06-30\nEUR\t1\t1\t1\n1\t1\t"u8, 0xFF, .. "\nend\n"u8];
        Assert.StartsWith("line 4", Assert.Throws<FormatException>(() => StandingsFile.Read(new MemoryStream(broken))).Message);
        Assert.Throws<FormatException>(() => StandingsFile.Read(new MemoryStream([0x1F, 0x8B, 8, 0, 0, 0])));
    }

    [Fact]
    public void A_line_without_end_does_not_fill_the_memory() =>
        Assert.Contains("bytes", Assert.Throws<FormatException>(() => StandingsFile.Read(new MemoryStream(new byte[40_000_000]))).Message);

    [Fact]
    public async Task A_quarter_of_a_million_customers_are_read_in_no_time()
    {
        var standings = new Standings(
            new DateOnly(2026, 6, 30),
            [new(Some.Euro, default, [.. Enumerable.Range(0, 250_000).Select(i => new Standing($"{7_000_000_000_000 + i}", new Tally(i % 90, i * 1_234L)))])]);
        var bytes = await Bytes(standings);

        var clock = Stopwatch.StartNew();
        Same(standings, StandingsFile.Read(new MemoryStream(bytes)));
        // Some 50 ms; ten times that for a busy machine.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"took {clock.Elapsed}");
    }

    static Standings Read(string text) => StandingsFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    static async Task<byte[]> Bytes(Standings standings)
    {
        using var stream = new MemoryStream();
        await StandingsFile.WriteAsync(standings, stream, CancellationToken.None);
        return stream.ToArray();
    }

    static void Same(Standings expected, Standings actual)
    {
        Assert.Equal(expected.Day, actual.Day);
        Assert.Equal(expected.Sections.Select(s => (s.Currency, s.Total)), actual.Sections.Select(s => (s.Currency, s.Total)));
        foreach (var (left, right) in expected.Sections.Zip(actual.Sections))
            Assert.True(left.Customers.SequenceEqual(right.Customers), "other customers");
    }

    /// <summary>As a slow disk would give it.</summary>
    sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
