using System.CommandLine;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>The key under which tokens and passwords lie.</summary>
static class SecretsCommand
{
    public static Command Build() => new("secrets", "The key under which tokens and passwords are encrypted") { Rotate() };

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
}
