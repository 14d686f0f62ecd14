using System.Text.Json;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Writes the report as files into a folder: <c>files:/srv/reports?formats=csv,xlsx,html,json&amp;name=clv-{date}</c>. A reader of the
/// folder sees a file whole or not at all; sending again puts the same bytes in the same places.
/// </summary>
public sealed class FilesChannel : IChannel
{
    public string Name => "files";

    public IReadOnlyList<ChannelField> Fields { get; } = [new("root", "The folder that every destination must lie in; without it any folder will do")];

    public bool CarriesNotices => false;

    public bool FollowsUp(Delivery original, bool returned) => false;

    public bool IsRepeatable => true;

    public IReadOnlyList<string> Recipients(Destination destination) => [FilesTarget.Of(destination).Folder];

    public async Task<string> RenderAsync(Rendering rendering, CancellationToken cancel)
    {
        var report = rendering.Content.Table ?? throw new InvalidOperationException("files carry reports only");
        var target = FilesTarget.Of(rendering.Destination);
        var name = FileName.Of(target.Pattern, rendering.Run, report);
        List<FileToWrite> files = [];
        foreach (var format in target.Formats)
            files.Add(new FileToWrite((await rendering.Artifacts.FileAsync(format, cancel)).Name, name + format.FileExtension()));
        var message = await rendering.Artifacts.WriteAsync(
            $"files-{rendering.Index}.json", "application/json", stream => JsonSerializer.SerializeAsync(stream, files, cancellationToken: cancel), cancel);
        return message.Name;
    }

    public async Task<Outcome> SendAsync(Sending sending, CancellationToken cancel)
    {
        var folder = sending.Delivery.Recipient;
        try
        {
            if (Refusal(folder, sending.Settings["root"]) is { } before) return new Outcome.RejectedTarget(before);
            FolderWriter.MakeFolder(folder);
            // Once more: what is made now may lead elsewhere than what was checked.
            if (Refusal(folder, sending.Settings["root"]) is { } after) return new Outcome.RejectedTarget(after);
            List<FileToWrite> files;
            await using (var message = sending.Open(sending.Delivery.Message))
                files = (await JsonSerializer.DeserializeAsync<List<FileToWrite>>(message, cancellationToken: cancel))!;
            return await new FolderWriter(folder, sending).WriteAsync(files, cancel);
        }
        catch (UnauthorizedAccessException error)
        {
            return new Outcome.RejectedTarget($"{folder} may not be written to: {error.Message} Give the account that this program runs as the right to.");
        }
        catch (PathTooLongException)
        {
            return new Outcome.RejectedTarget($"{folder} is longer than this system takes; choose a shorter one");
        }
        catch (IOException error)
        {
            return new Outcome.Retry($"{folder}: {error.Message}");
        }
    }

    public async Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel)
    {
        if (settings["root"] is not { } root)
            return new ChannelCheck(true, "root is not set: reports go into any folder that this program may write to");
        if (!Path.IsPathFullyQualified(root)) return new ChannelCheck(false, $"root is {root}; expected a whole path, such as /srv/reports");
        try
        {
            FolderWriter.MakeFolder(root);
            var probe = Path.Combine(root, $".shopclv-probe-{Guid.NewGuid():N}");
            await File.WriteAllTextAsync(probe, "probe", cancel);
            File.Delete(probe);
            return new ChannelCheck(true, $"can write in {root}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ChannelCheck(false, $"cannot write in {root}: {error.Message}");
        }
    }

    /// <summary>Why nothing is written there, whatever the moment.</summary>
    static string? Refusal(string folder, string? root)
    {
        if (FolderWriter.FileInTheWay(folder) is { } file) return $"{file} is a file, or a link that leads to no folder; expected a folder";
        if (root is null) return null;
        if (!Path.IsPathFullyQualified(root)) return $"the setting root is {root}; expected a whole path, such as /srv/reports";
        return RealPath.LiesWithin(folder, root) ? null : $"{folder} does not lie within {root}, the root that is set for files";
    }
}

/// <summary>One file of a message.</summary>
/// <param name="Artifact">Where its bytes are.</param>
/// <param name="Name">What it is called in the folder.</param>
sealed record FileToWrite(string Artifact, string Name);
