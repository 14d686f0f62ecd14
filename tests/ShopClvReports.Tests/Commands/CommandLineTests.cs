using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void What_a_file_says_cannot_command_the_terminal()
    {
        var said = CommandLine.Text(new ImportException("orders.csv line 2: found '\u001b]0;gotcha\a\u202Etxet', expected a time\r\nline 3: \u009b2J"));
        Assert.Equal("orders.csv line 2: found ']0;gotchatxet', expected a time \nline 3: 2J", said);
    }

    [Fact]
    public void A_list_of_what_is_wrong_keeps_its_lines() =>
        Assert.Equal(3, CommandLine.Text(new SettingsException(["one", "two"])).Split('\n').Length);
}
