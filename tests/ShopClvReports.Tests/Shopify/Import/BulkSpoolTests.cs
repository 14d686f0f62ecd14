using System.Text;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class BulkSpoolTests
{
    static BulkSpool Spool(IEnumerable<(BulkLine Line, string Json)> lines, int memoryBytes, int mostRuns)
    {
        var spool = new BulkSpool(memoryBytes, mostRuns);
        var number = 0;
        foreach (var (line, json) in lines) spool.Add(line, ++number, Encoding.UTF8.GetBytes(json));
        return spool;
    }

    static List<string> Groups(BulkSpool spool) =>
        [.. spool.Groups().Select(g => string.Join(' ', Enumerable.Range(0, g.Count).Select(i => $"{g.Kind(i)}{g.Id(i)}={Encoding.UTF8.GetString(g.Json(i))}")))];

    /// <summary>200 orders of 0 to 4 lines, in any order.</summary>
    static List<(BulkLine Line, string Json)> Lines(int seed)
    {
        List<(BulkLine, string)> lines = [];
        for (var order = 1; order <= 200; order++)
        {
            lines.Add((new BulkLine(BulkKind.Order, order, order), $"{order}"));
            for (var line = 0; line < order % 5; line++)
                lines.Add((new BulkLine(BulkKind.LineItem, order * 10 + line, order), new string((char)('a' + line), order)));
        }

        var shuffled = lines.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled];
    }

    [Theory]
    [InlineData(1 << 20, 4)]
    [InlineData(10_000, 64)]
    [InlineData(500, 3)]
    [InlineData(500, 2)]
    [InlineData(1, 4)]
    public void Lines_stand_by_their_order_however_little_memory_there_is(int memoryBytes, int mostRuns)
    {
        using var enough = Spool(Lines(1), int.MaxValue, 2);
        var expected = Groups(enough);
        using var little = Spool(Lines(2), memoryBytes, mostRuns);

        Assert.Equal(200, expected.Count);
        Assert.Equal(expected, Groups(little));
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        using var spool = new BulkSpool();
        Assert.Empty(spool.Groups());
    }
}
