using System.CommandLine;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>The key under which tokens and passwords lie.</summary>
static class SecretsCommand
{
    public static Command Build() => new("secrets", "The key under which tokens and passwords are encrypted") { Rotate(), Forget() };

    static Command Rotate()
    {
        var file = new Option<string?>("--new-key-file") { Description = "File with the new key (base64 of 32 bytes), when the key comes from the settings and not from a file", HelpName = "FILE" };
        var command = new Command("rotate", "Encrypt every token and password with a new key; a running server follows by itself") { file };
        command.SetAction(async parsed =>
        {
            await using var app = await App.OpenAsync(parsed);
            if (app.Settings.Secrets.Key is not null)
            {
                var given = parsed.GetValue(file) ?? throw new UsageException("the key comes from Secrets:Key; give the new one with --new-key-file, and set it there afterwards");
                var key = (await File.ReadAllTextAsync(given)).Trim();
                if (!TextRule.Key.Holds(key)) throw new UsageException($"{given} does not hold a key; expected {TextRule.Key.Expected}, for example from: openssl rand -base64 32");
                await app.Store.ResealAsync(new SecretBox(Convert.FromBase64String(key)));
                Console.WriteLine("Everything is encrypted with the new key. Set Secrets:Key to it now, and start every process anew.");
                return CommandLine.Fine;
            }

            var path = App.KeyFile(app.Settings);
            await app.Store.ResealAsync(SecretBox.BeginRotation(path));
            SecretBox.EndRotation(path);
            Console.WriteLine($"Everything is encrypted with a new key, which is in {path}. Back it up.");
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Forget()
    {
        var yes = new Option<bool>("--yes") { Description = "Do it: every token and password must be entered anew" };
        var command = new Command("forget", "When the key is lost: forget every token and password, so that new ones can be entered") { yes };
        command.SetAction(async parsed =>
        {
            if (!parsed.GetValue(yes)) throw new UsageException("this forgets every stored token, password and webhook secret, and mails that are out cannot be unsubscribed from; add --yes to do it");
            await using var store = App.OpenStore(App.ReadSettings(parsed));
            await store.ForgetSecretsAsync();
            Console.WriteLine("Customers who were erased can come back with the next history: repeat shopclv privacy redact for them.");
            Console.WriteLine("Every stored secret is forgotten. Set them anew: shopclv shops connect, shopclv shops add, shopclv channels set");
            return CommandLine.Fine;
        });
        return command;
    }
}
