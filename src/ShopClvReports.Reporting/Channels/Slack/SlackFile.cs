using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>
/// Puts a file into the thread of a message that stands: ask for an address, upload, share. Every step may be tried again, and a
/// file whose upload was remembered is only shared again, so that it does not appear twice. A refusal for good leaves the message
/// sent, with a word about the file.
/// </summary>
sealed class SlackFile(SlackHttp http, SlackSettings settings, SlackRefusal refusal)
{
    /// <summary>For the slowest line that still makes sense: 60 MB at 1 Mbit/s.</summary>
    static readonly TimeSpan s_uploadTime = TimeSpan.FromMinutes(8);

    public async Task<Outcome> AddAsync(Sending sending, SlackPosted posted, string name, CancellationToken cancel)
    {
        if (posted.FileId is null)
        {
            var (failure, file) = await UploadAsync(sending, posted, sending.Artifact(name), cancel);
            if (failure is not null) return failure;
            posted = posted with { FileId = file };
            await sending.CheckpointAsync(posted.ToCheckpoint());
        }

        var shared = await http.PostAsync(
            settings.Method("files.completeUploadExternal"),
            JsonContent.Create(new { files = new[] { new { id = posted.FileId, title = name } }, channel_id = posted.Channel, thread_ts = posted.Ts }),
            settings.Token, cancel);
        return shared.Ok
            ? new Outcome.Sent(posted.ProviderId, $"posted, with {name} in its thread")
            : Failed(posted, refusal.OfApi(shared, sending.Delivery.Recipient));
    }

    /// <returns>What came in between, or the file's id.</returns>
    async Task<(Outcome? Failure, string? File)> UploadAsync(Sending sending, SlackPosted posted, Artifact artifact, CancellationToken cancel)
    {
        // Not JSON: this method reads its arguments from a form only.
        var place = await http.PostAsync(
            settings.Method("files.getUploadURLExternal"),
            new FormUrlEncodedContent([new("filename", artifact.Name), new("length", artifact.Bytes.ToString(CultureInfo.InvariantCulture))]),
            settings.Token, cancel);
        if (!place.Ok) return (Failed(posted, refusal.OfApi(place, sending.Delivery.Recipient)), null);
        if (place["file_id"] is not { Length: > 0 } file || place["upload_url"] is not { } url || settings.Upload(url) is not { } address)
            return (WithoutFile(posted, "Slack gave no safe address to upload it to"), null);

        await using var bytes = sending.Open(artifact.Name);
        using var content = new StreamContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = artifact.Bytes;
        var uploaded = await http.PostAsync(address, content, token: null, cancel, s_uploadTime);
        return uploaded is { Status: HttpStatusCode.OK, Broken: null } ? (null, file)
            : uploaded.Status == HttpStatusCode.TooManyRequests ? (Failed(posted, refusal.OfApi(uploaded, sending.Delivery.Recipient)), null)
            : (Again($"the upload ended with {uploaded.Broken ?? $"HTTP {(int)uploaded.Status}"}"), null);
    }

    static Outcome Failed(SlackPosted posted, Outcome outcome) => outcome switch
    {
        Outcome.Limited limited => limited with { Reply = $"the message stands, its file waits: {limited.Reply}" },
        Outcome.Retry or Outcome.Unknown => Again(outcome.Reply),
        _ => WithoutFile(posted, outcome.Reply),
    };

    static Outcome.Retry Again(string why) => new($"the message stands, its file is still to be added: {why}");

    static Outcome.Sent WithoutFile(SlackPosted posted, string why) => new(posted.ProviderId, $"posted, but the file could not be added: {why}");
}
