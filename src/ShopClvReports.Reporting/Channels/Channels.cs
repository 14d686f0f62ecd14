using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Every channel, and what a shop has set of each.</summary>
/// <param name="configured">What the settings file says of a channel, for every shop that has not stored its own.</param>
public sealed class Channels(IReadOnlyList<IChannel> all, IScheduleStore store, Func<string, IReadOnlyDictionary<string, string>> configured)
{
    public IReadOnlyList<IChannel> All => all;

    /// <exception cref="FormatException">There is no such channel.</exception>
    public IChannel Get(string name) => all.FirstOrDefault(c => c.Name == name)
        ?? throw new FormatException($"there is no channel '{name}'; known are {string.Join(", ", all.Select(c => c.Name))}");

    /// <summary>The shop's own, over what is configured.</summary>
    public ChannelSettings Settings(int shop, string channel)
    {
        var values = new Dictionary<string, string>(configured(channel));
        foreach (var (name, value) in store.ChannelSettings(shop, channel)) values[name] = value;
        return new ChannelSettings(values);
    }

    /// <summary>Whether a delivery is followed up; see <see cref="IChannel.FollowsUp"/>.</summary>
    public bool FollowUp(Delivery original, bool returned) => Get(original.Destination.Channel).FollowsUp(original, returned);

    /// <exception cref="FormatException">A channel, target or option that cannot be.</exception>
    public void Check(Destination destination)
    {
        if (Get(destination.Channel).Recipients(destination).Count == 0) throw new FormatException($"'{destination}' names nobody to send to");
    }
}
