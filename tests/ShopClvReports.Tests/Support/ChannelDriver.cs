using System.Security.Cryptography;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

/// <summary>Renders and sends with a channel as the outbox does, in memory, and writes down what it is told.</summary>
sealed class ChannelDriver(IChannel channel, IReadOnlyDictionary<string, string> settings)
{
    readonly ChannelSettings _settings = new(settings);

    /// <summary>Every artifact, by name.</summary>
    public RunArtifacts Artifacts { get; private set; } = new(Language.En, null);

    /// <summary><c>handed over</c> and checkpoints, in order, over all sends.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Called when a message is handed over: throw here to die at that moment.</summary>
    public Action OnHandOver { get; set; } = () => { };

    public string? Checkpoint { get; set; }
    public string? UnsubscribeUrl { get; set; }
    public Run Run { get; set; } = SomeRun.Scheduled;

    public async Task<string> RenderAsync(string destination, Content content, Language language = Language.En, int index = 0)
    {
        Artifacts = new RunArtifacts(language, content.Table);
        return await channel.RenderAsync(
            new Rendering(Run, Some.DutchShop, content, language, Destination.Parse(destination), index, _settings, Artifacts), CancellationToken.None);
    }

    public Task<Outcome> SendAsync(string destination, string recipient, string message, CancellationToken cancel = default) => channel.SendAsync(
        new RunSending(this, Run, new Delivery(1, Run.Id, 7, Destination.Parse(destination), recipient, message, DeliveryState.Sending, null, 0, null, null, Checkpoint), _settings),
        cancel);

    public Task<ChannelCheck> CheckAsync() => channel.CheckAsync(_settings, CancellationToken.None);

    sealed record RunSending(ChannelDriver Driver, Run Run, Delivery Delivery, ChannelSettings Settings) : Sending(Run, Delivery, Settings, Driver.UnsubscribeUrl)
    {
        public override Artifact Artifact(string name) => Driver.Artifacts[name].Artifact;
        public override Stream Open(string name) => new MemoryStream(Driver.Artifacts[name].Bytes, writable: false);

        public override Task CheckpointAsync(string checkpoint)
        {
            Driver.Checkpoint = checkpoint;
            Driver.Log.Add(checkpoint);
            return Task.CompletedTask;
        }

        public override Task HandOverAsync()
        {
            Driver.Log.Add("handed over");
            Driver.OnHandOver();
            return Task.CompletedTask;
        }
    }
}

/// <summary>Artifacts in memory.</summary>
sealed class RunArtifacts(Language language, Report? report) : IArtifacts
{
    readonly Dictionary<string, (Artifact Artifact, byte[] Bytes)> _all = [];

    public (Artifact Artifact, byte[] Bytes) this[string name] => _all[name];
    public IEnumerable<string> Names => _all.Keys;

    public Task<Artifact> FileAsync(ReportFormat format, CancellationToken cancel)
    {
        var name = "report" + format.FileExtension();
        return _all.TryGetValue(name, out var known)
            ? Task.FromResult(known.Artifact)
            : WriteAsync(name, format.MediaType(), stream => ReportRenderer.WriteAsync(report!, format, language, stream, null, cancel), cancel);
    }

    public async Task<Artifact> WriteAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancel)
    {
        using var stream = new MemoryStream();
        await write(stream);
        var bytes = stream.ToArray();
        var artifact = new Artifact(name, mediaType, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        _all.Add(name, (artifact, bytes));
        return artifact;
    }
}

static class SomeRun
{
    public static ScheduleDefinition Definition { get; } =
        new(new ReportRequest(), "en", new DailyTiming(new TimeOnly(7, 0)), "Europe/Amsterdam", [Destination.Parse("email:owner@example.nl")]);

    public static Run Scheduled { get; } = new(
        1, 41, 3, "Weekly top", RunKind.Scheduled, new DateTimeOffset(2026, 6, 29, 5, 0, 0, TimeSpan.Zero), 0, RunState.Rendering, null, Definition, null,
        new DateTimeOffset(2026, 6, 29, 5, 0, 1, TimeSpan.Zero), null);

    public static Content.OfNotice Notice { get; } = new(new Notice("A report was not delivered", ["The weekly top did not reach #sales.", "Slack says: channel_not_found."]));
}
