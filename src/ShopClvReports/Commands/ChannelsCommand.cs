using System.CommandLine;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>The accounts that reports go out through.</summary>
static class ChannelsCommand
{
    static readonly Argument<string> Channel = new("CHANNEL") { Description = "email, slack, sheets or files" };

    public static Command Build() => new("channels", "The accounts that reports go out through") { List(), Set(), Unset(), Check() };

    static Command List() => SchedulesCommand.With(new Command("list", "Every channel, what can be set of it and what is"), (app, outgoing, _, _) =>
    {
        var shop = app.Shop();
        foreach (var channel in outgoing.Channels.All)
        {
            var settings = outgoing.Channels.Settings(shop.Id, channel.Name);
            Console.WriteLine(channel.Name);
            foreach (var field in channel.Fields)
                Console.WriteLine(VisibleText.OneLine($"  {field.Name,-18}{Shown(field, settings),-30}{field.Description}", 500));
        }

        return Task.FromResult(CommandLine.Fine);
    });

    static Command Set()
    {
        var values = new Argument<string[]>("FIELD=VALUE") { Description = "Such as host=smtp.example.nl; a secret as password=@FILE, or @- for standard input", Arity = ArgumentArity.OneOrMore };
        return SchedulesCommand.With(new Command("set", "Set an account for the shop; secrets are encrypted") { Channel, values }, async (app, outgoing, parsed, _) =>
        {
            var (shop, channel) = (app.Shop(), outgoing.Channels.Get(parsed.GetValue(Channel)!));
            var settings = new Dictionary<string, string>(app.Store.Schedules.ChannelSettings(shop.Id, channel.Name));
            foreach (var pair in parsed.GetValue(values)!)
            {
                if (pair.Split('=', 2) is not [var name, var value]) throw new UsageException($"'{Cut(pair)}' is not a setting; expected field=value");
                var field = Field(channel, name);
                if (field.Secret && !value.StartsWith('@')) throw new UsageException($"{name} is a secret, and a command line is not; give a file: {name}=@FILE, or {name}=@- for standard input");
                settings[field.Name] = value.StartsWith('@') ? await ReadAsync(value[1..]) : value;
            }

            await app.Store.Schedules.SaveChannelSettingsAsync(shop.Id, channel.Name, settings);
            return await SayAsync(channel, outgoing.Channels.Settings(shop.Id, channel.Name), CancellationToken.None) ? CommandLine.Fine : CommandLine.Failed;
        });
    }

    static Command Unset() => SchedulesCommand.With(new Command("unset", "Forget what the shop has set of a channel") { Channel }, async (app, outgoing, parsed, _) =>
    {
        await app.Store.Schedules.SaveChannelSettingsAsync(app.Shop().Id, outgoing.Channels.Get(parsed.GetValue(Channel)!).Name, new Dictionary<string, string>());
        return CommandLine.Fine;
    });

    static Command Check() => SchedulesCommand.With(new Command("check", "Try each channel, without sending anything"), async (app, outgoing, _, cancel) =>
    {
        var shop = app.Shop();
        var used = app.Store.Schedules.Schedules(shop.Id).SelectMany(s => s.Definition.Destinations).Select(d => d.Channel).ToHashSet();
        var good = true;
        foreach (var channel in outgoing.Channels.All)
        {
            var works = await SayAsync(channel, outgoing.Channels.Settings(shop.Id, channel.Name), cancel);
            good &= works || !used.Contains(channel.Name);
        }

        if (app.Settings.Serve.PublicUrl is null) Console.WriteLine("unsubscribe  mails carry no link to unsubscribe; set Serve:PublicUrl to the address under which the world reaches this program");
        return good ? CommandLine.Fine : CommandLine.Failed;
    });

    static async Task<bool> SayAsync(IChannel channel, ChannelSettings settings, CancellationToken cancel)
    {
        var missing = channel.Fields.Where(f => f.Required && settings[f.Name] is null).Select(f => f.Name).ToList();
        var check = missing.Count > 0
            ? new ChannelCheck(false, $"not set up: {string.Join(", ", missing)} missing; see: shopclv channels list")
            : await channel.CheckAsync(settings, cancel);
        Console.WriteLine(VisibleText.OneLine($"{channel.Name,-8}{(check.Works ? "works" : "does not work"),-15}{check.Words}", 1000));
        return check.Works;
    }

    static ChannelField Field(IChannel channel, string name) => channel.Fields.FirstOrDefault(f => f.Name == name)
        ?? throw new UsageException($"{channel.Name} has no setting '{Cut(name)}'; it has {string.Join(", ", channel.Fields.Select(f => f.Name))}");

    static string Shown(ChannelField field, ChannelSettings settings) => (settings[field.Name], field.Secret) switch
    {
        (null, _) => field.Default is { } standard ? $"({standard})" : field.Required ? "(not set, needed)" : "(not set)",
        (_, true) => "(set, not shown)",
        var (value, _) => value,
    };

    static async Task<string> ReadAsync(string file) =>
        (file == "-" ? await Console.In.ReadToEndAsync() : await File.ReadAllTextAsync(file)).Trim();

    static string Cut(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
