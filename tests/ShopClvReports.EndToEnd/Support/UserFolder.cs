namespace ShopClvReports.EndToEnd;

/// <summary>An empty folder in which a user starts <c>shopclv</c>; the data directory is <c>data</c> in it, as when nothing is said.</summary>
sealed class UserFolder : IDisposable
{
    public const string Domain = "voorbeeld.myshopify.com";
    public const string Secret = "shpss_of_the_end_to_end_tests";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shopclv-e2e-");

    public string Path => _folder.FullName;
    public string Database => PathOf("data", "shopclv.db");

    /// <summary>Variables of every run. One shop is set up unless a test clears them.</summary>
    public Dictionary<string, string> Environment { get; } = new()
    {
        ["SHOPCLV__Shop__Domain"] = Domain,
        ["SHOPCLV__Shop__ClientSecret"] = Secret,
    };

    public string PathOf(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public ShopclvProcess Start(params string[] arguments) => ShopclvProcess.Start(Path, arguments, Environment);

    public async Task<Outcome> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>A server on a port of the system's choice, ready for requests.</summary>
    public async Task<ShopclvProcess> ServeAsync(params string[] arguments)
    {
        var server = Start(["serve", "--url", "http://127.0.0.1:0", .. arguments]);
        await server.ListeningAsync();
        return server;
    }

    /// <summary>The CLV report, read by a process of its own.</summary>
    public async Task<ClvFigures> ReportAsync(string shop = Domain) =>
        ClvFigures.Read((await RunAsync("report", "clv", "--format", "json", "--shop", shop)).Fine());

    public void Dispose() => _folder.Delete(recursive: true);
}
