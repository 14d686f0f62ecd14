using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShopClvReports.Tests;

/// <summary>What README.md tells a reader to type can be typed, and nothing that can be typed is left out.</summary>
public sealed partial class ReadmeTests
{
    const string FromSource = "dotnet run --project src/ShopClvReports -- ";
    const string Installed = "shopclv ";

    static readonly string s_readme = Repository.Read("README.md");

    [Fact]
    public void Every_example_is_understood_by_the_command_line()
    {
        var examples = Examples().ToList();
        Assert.True(examples.Count >= 5, $"only {examples.Count} examples found");
        foreach (var example in examples)
            Assert.True(CommandLine.Build().Parse(example).Errors is [], $"{example}: {string.Join("; ", CommandLine.Build().Parse(example).Errors)}");
    }

    [Fact]
    public void Every_command_is_named()
    {
        var commands = Commands(CommandLine.Build(), "").Where(c => c.Command.Action is not null).ToList();
        Assert.NotEmpty(commands);
        var lines = s_readme.Split('\n');
        Assert.All(commands, c => Assert.True(lines.Any(line => c.Name.Split(' ').All(word => Names(line, word))), $"README.md does not name shopclv {c.Name}"));
    }

    [Fact]
    public void Every_option_is_named()
    {
        var options = Commands(CommandLine.Build(), "").SelectMany(c => c.Command.Options)
            .Where(o => o is not (System.CommandLine.Help.HelpOption or VersionOption)).Select(o => o.Name).Distinct().ToList();
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.True(Names(s_readme, option), $"README.md does not name {option}"));
    }

    [Fact]
    public void Every_setting_has_its_row_and_every_row_its_setting()
    {
        using var file = JsonDocument.Parse(Repository.Read("config/shopclv.default.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var settings = file.RootElement.EnumerateObject().Where(section => section.Name[0] != '$').SelectMany(section =>
            section.Value.ValueKind == JsonValueKind.Object && section.Name != "Shops"
                ? section.Value.EnumerateObject().Select(setting => $"{section.Name}:{setting.Name}")
                : [section.Name]);
        var table = s_readme[s_readme.IndexOf("| setting |", StringComparison.Ordinal)..];
        var rows = Regex.Matches(table[..table.IndexOf("\n\n", StringComparison.Ordinal)], @"^\| `([^`]+)`", RegexOptions.Multiline).Select(row => row.Groups[1].Value);

        Assert.Equal(settings.Order(), rows.Order());
    }

    static bool Names(string text, string word) => Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(word)}(?![\w-])");

    /// <summary>Every command under its whole name, such as <c>report clv</c>.</summary>
    static IEnumerable<(string Name, Command Command)> Commands(Command command, string name)
    {
        yield return (name, command);
        foreach (var sub in command.Subcommands)
            foreach (var found in Commands(sub, $"{name} {sub.Name}".Trim())) yield return found;
    }

    /// <summary>Lines of shell blocks that start our program, without its name and without what a shell would take: a comment, a pipe, a redirection.</summary>
    static IEnumerable<string> Examples() =>
        from block in ShellBlock().Matches(s_readme)
        from line in block.Groups[1].Value.Replace("\\\n", " ").Split('\n')
        let command = Typed(line.TrimStart('$', ' '))
        where command is not null
        select command;

    static string? Typed(string line)
    {
        var start = new[] { FromSource, Installed }.FirstOrDefault(s => line.StartsWith(s, StringComparison.Ordinal));
        return start is null ? null : ShellTail().Replace(line[start.Length..], "").Trim();
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    /// <summary>From a shell sign outside quotes to the end.</summary>
    [GeneratedRegex(@"(?<=^([^""']|""[^""]*""|'[^']*')*) (#|\||>|2>|<|&&|;).*$")]
    private static partial Regex ShellTail();
}
