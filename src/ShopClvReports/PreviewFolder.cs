using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Artifacts as plain files, for a person to open.</summary>
sealed class PreviewFolder(string folder, Language language, bool byteOrderMark)
{
    /// <summary>Paths of what was written, in order.</summary>
    public List<string> Written { get; } = [];

    /// <summary>How many customers the files speak of.</summary>
    public int Customers { get; private set; }

    public IArtifacts Of(Report report)
    {
        Customers = report.CustomersNamed;
        Directory.CreateDirectory(folder);
        return new Artifacts(this, format => ReportRenderer.WriteAsync(report, format.Format, language, format.Stream, new RenderOptions { ByteOrderMark = byteOrderMark }));
    }

    async Task<Artifact> WriteAsync(string name, string mediaType, Func<Stream, Task> write)
    {
        var path = Path.Combine(folder, name);
        await FileWriter.WriteAsync(path, write);
        if (!Written.Contains(path)) Written.Add(path);
        if (mediaType.StartsWith("application/json", StringComparison.Ordinal)) await TakeOutPagesAsync(path);
        return new Artifact(name, mediaType, new FileInfo(path).Length, "");
    }

    /// <summary>A stored mail holds its text and page within JSON, where nobody can look at them.</summary>
    async Task TakeOutPagesAsync(string path)
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        if (json.RootElement.ValueKind != JsonValueKind.Object) return;
        foreach (var part in json.RootElement.EnumerateObject())
        {
            if (part.Value.ValueKind != JsonValueKind.String || Ending(part.Name) is not { } ending) continue;
            var page = Path.ChangeExtension(path, ending);
            await File.WriteAllTextAsync(page, part.Value.GetString());
            Written.Add(page);
        }
    }

    static string? Ending(string part) => part.ToLowerInvariant() switch
    {
        "html" => ".html",
        "text" => ".txt",
        _ => null,
    };

    sealed class Artifacts(PreviewFolder owner, Func<(ReportFormat Format, Stream Stream), Task> render) : IArtifacts
    {
        public Task<Artifact> FileAsync(ReportFormat format, CancellationToken cancel) =>
            owner.WriteAsync("report" + format.FileExtension(), format.MediaType(), stream => render((format, stream)));

        public Task<Artifact> WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancel) => owner.WriteAsync(name, mediaType, write);
    }
}
