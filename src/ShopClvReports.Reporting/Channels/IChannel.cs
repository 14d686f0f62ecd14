using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>One way to deliver. A folder each, with the same files: settings, check, render, send.</summary>
public interface IChannel
{
    /// <summary>As a destination begins, such as <c>email</c>.</summary>
    string Name { get; }

    /// <summary>What can be set of it for a shop.</summary>
    IReadOnlyList<ChannelField> Fields { get; }

    /// <summary>Whether it can carry a notice to the owner; otherwise reports only.</summary>
    bool CarriesNotices { get; }

    /// <summary>Whether a message about alerts that went out is followed up: changed where it stands, or answered.</summary>
    /// <param name="returned">Whether somebody came back; otherwise a person acted, which changes the message at most.</param>
    bool FollowsUp(Delivery original, bool returned);

    /// <summary>
    /// Whether sending a rendered message twice leaves the far side as sending it once. A send that broke off is then simply
    /// repeated; otherwise it is unknown from the moment it was handed over.
    /// </summary>
    bool IsRepeatable { get; }

    /// <summary>Who gets a delivery each: checked, without doubles, in the order written.</summary>
    /// <exception cref="FormatException">The target or an option will not do; the message says what would.</exception>
    IReadOnlyList<string> Recipients(Destination destination);

    /// <summary>Writes the message for one destination into the run's artifacts.</summary>
    /// <returns>The name of the artifact that <see cref="SendAsync"/> starts from.</returns>
    Task<string> RenderAsync(Rendering rendering, CancellationToken cancel);

    /// <summary>Sends a rendered message to one recipient. A refusal is an outcome, never an exception.</summary>
    Task<Outcome> SendAsync(Sending sending, CancellationToken cancel);

    /// <summary>Whether the settings work, tried for real but without sending anything.</summary>
    Task<ChannelCheck> CheckAsync(ChannelSettings settings, CancellationToken cancel);
}

/// <summary>A setting of a channel.</summary>
/// <param name="Name">Such as <c>host</c>.</param>
/// <param name="Secret">Never shown, given by file.</param>
public sealed record ChannelField(string Name, string Description, bool Required = false, bool Secret = false, string? Default = null);

/// <summary>What one shop has set of a channel.</summary>
public sealed record ChannelSettings(IReadOnlyDictionary<string, string> Values)
{
    public static ChannelSettings None { get; } = new(new Dictionary<string, string>());

    /// <summary>Null when it is neither set nor blank.</summary>
    public string? this[string name] => Values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Never the values: some are secret.</summary>
    public override string ToString() => nameof(ChannelSettings);
}

/// <summary>Whether a channel works.</summary>
/// <param name="Words">One line: what was found, and if it does not work what to do.</param>
public sealed record ChannelCheck(bool Works, string Words);
