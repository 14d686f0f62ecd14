using System.Text;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

/// <summary>What an import takes of the machine. Alone in the process, which they measure and change.</summary>
[CollectionDefinition(nameof(ImportFootprintTests), DisableParallelization = true)]
[Collection(nameof(ImportFootprintTests))]
public class ImportFootprintTests
{
    const long First = 5_400_000_001_001;

    [Theory]
    [InlineData(ImportFormat.PlainCsv)]
    [InlineData(ImportFormat.Webhook)]
    [InlineData(ImportFormat.Bulk)]
    public async Task Memory_does_not_grow_with_the_file(ImportFormat format)
    {
        await using var shop = await ImportDriver.StartAsync();
        var peak = 0L;
        IEnumerable<byte[]> Parts()
        {
            if (format == ImportFormat.PlainCsv) yield return "customer_id,ordered_at,amount,name\n"u8.ToArray();
            var note = new string('x', 20_000);
            for (var i = 0; i < 10_000; i++)
            {
                yield return Encoding.UTF8.GetBytes(format switch
                {
                    ImportFormat.PlainCsv => $"{i + 1},2024-03-05,1.00,{note}\n",
                    ImportFormat.Webhook => $$"""{"id":{{First + i}},"created_at":"2024-03-05T00:00:00Z","currency":"EUR","total_price":"1.00","note":"{{note}}"}""" + "\n",
                    _ => BulkJson.Order(First + i, extra: $",\"note\":\"{note}\"") + "\n",
                });
                if (i % 500 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = await shop.ImportAsync(new LazyStream(Parts()));
        Assert.Equal(10_000, result.Stored);
        Assert.True(peak - before < 100 << 20, $"{peak - before} bytes more while reading 200 MB");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Temporary_files_are_gone_afterwards_and_have_no_name_meanwhile(bool cancelling)
    {
        await using var shop = await ImportDriver.StartAsync();
        var (own, usual) = (Directory.CreateTempSubdirectory("shopclv-tests-"), Environment.GetEnvironmentVariable("TMPDIR"));
        Environment.SetEnvironmentVariable("TMPDIR", own.FullName);
        try
        {
            using var cancel = new CancellationTokenSource();
            var (open, named) = (0, 0);
            IEnumerable<byte[]> Parts()
            {
                for (var i = 0; i < 40_000; i++)
                {
                    yield return Encoding.UTF8.GetBytes(BulkJson.Order(First + i % 10) + "\n");
                    if (i < 39_990) continue;
                    (open, named) = (OpenIn(own), own.GetFileSystemInfos().Length);
                    if (cancelling) cancel.Cancel();
                }
            }

            var import = shop.ImportAsync(new LazyStream(Parts()), cancellation: cancel.Token);
            if (cancelling) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import);
            else await import;

            // A name would outlive a kill.
            if (OperatingSystem.IsLinux()) Assert.Equal((true, 0), (open > 0, named));
            Assert.Empty(own.GetFileSystemInfos());
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", usual);
            own.Delete(recursive: true);
        }

        static int OpenIn(DirectoryInfo directory) =>
            !OperatingSystem.IsLinux() ? 0 : Directory.GetFiles("/proc/self/fd").Count(link => new FileInfo(link).LinkTarget?.StartsWith(directory.FullName, StringComparison.Ordinal) == true);
    }
}
