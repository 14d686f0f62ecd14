using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;
using ShopClvReports.Shopify;
using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>The command <c>shopclv</c>: exit code 0 fine, 1 failed, 2 wrong usage.</summary>
static class CommandLine
{
    public const int Fine = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    const int LongestLine = 2_000;

    /// <summary>Every command, with its options.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Tells a Shopify shop who its valuable customers are and what they are worth.");
        root.Options.Add(GlobalOptions.Config);
        root.Options.Add(GlobalOptions.Data);
        root.Options.Add(GlobalOptions.Shop);
        root.Options.Add(GlobalOptions.Language);
        root.Subcommands.Add(DemoCommand.Build());
        root.Subcommands.Add(ServeCommand.Build());
        root.Subcommands.Add(ImportCommand.Build());
        root.Subcommands.Add(ReportCommand.Build());
        root.Subcommands.Add(ModelCommand.Build());
        root.Subcommands.Add(SchedulesCommand.Build());
        root.Subcommands.Add(AlertsCommand.Build());
        root.Subcommands.Add(RunsCommand.Build());
        root.Subcommands.Add(OutboxCommand.Build());
        root.Subcommands.Add(ChannelsCommand.Build());
        root.Subcommands.Add(ShopsCommand.Build());
        root.Subcommands.Add(BackfillCommand.Build());
        root.Subcommands.Add(ReconcileCommand.Build());
        root.Subcommands.Add(SpendCommand.Build());
        root.Subcommands.Add(QuarantineCommand.Build());
        root.Subcommands.Add(PrivacyCommand.Build());
        root.Subcommands.Add(SecretsCommand.Build());
        root.Subcommands.Add(CheckCommand.Build());
        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        try
        {
            // Graceful shutdown is the commands' own: they finish what they hold, however long the disk takes.
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            return parsed.Errors.Count > 0 ? WrongUsage : code;
        }
        catch (Exception e) when (e is UsageException or SettingsException or ReportQueryException)
        {
            return Say(e, WrongUsage);
        }
        catch (Exception e) when (e is StoreException or ShopifyException or ImportException or IOException or UnauthorizedAccessException)
        {
            return Say(e, Failed);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return Failed;
        }
    }

    static int Say(Exception e, int code)
    {
        Console.Error.WriteLine($"shopclv: {Text(e)}");
        return code;
    }

    /// <summary>It may quote a file, Shopify, or customers, who choose their own names.</summary>
    internal static string Text(Exception e) => string.Join('\n', e.Message.Split('\n').Select(line => VisibleText.OneLine(line, LongestLine)));
}

/// <summary>The command was given something it cannot use; the message says what would do.</summary>
sealed class UsageException(string message) : Exception(message);
