using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class DestinationTests
{
    [Fact]
    public void Channel_target_and_options_are_read()
    {
        var destination = Destination.Parse(" Email: jan@example.nl ?subject=Top%2010 %26 more&attach=csv");

        Assert.Equal(("email", "jan@example.nl"), (destination.Channel, destination.Target));
        Assert.Equal("Top 10 & more", destination.Option("subject"));
        Assert.Equal("csv", destination.Option("attach"));
        Assert.Null(destination.Option("formats"));
        Assert.Equal("email:jan@example.nl?attach=csv&subject=Top 10 %26 more", destination.ToString());
    }

    [Theory]
    [InlineData("#sales")]
    [InlineData("/srv/reports/{shop}")]
    [InlineData("C:\\reports")]
    [InlineData("100% sure? yes & no = maybe")]
    [InlineData("%41%zz%")]
    [InlineData("%250A")]
    [InlineData("jan@example.nl\r\nBcc: eve@example.nl")]
    [InlineData(" blanks around ")]
    [InlineData("\ttab\t")]
    [InlineData("\u00a0no break\u2028")]
    [InlineData("\u0000\u0001\u001b[2J")]
    [InlineData("\u202egnp.exe")]
    [InlineData("龍 🔑")]
    [InlineData("+plus+")]
    [InlineData("")]
    public void Whatever_it_says_it_reads_back_as_it_is_written(string text)
    {
        var destination = new Destination("files", text, new Dictionary<string, string> { ["name"] = text, ["a"] = "1" });
        var back = Destination.Parse(destination.ToString());

        Assert.Equal(text, back.Target);
        Assert.Equal(text, back.Option("name"));
        Assert.Equal(destination, back);
        Assert.Equal(destination.GetHashCode(), back.GetHashCode());
        Assert.DoesNotContain('\n', destination.ToString());
        Assert.DoesNotContain('\r', destination.ToString());
    }

    [Fact]
    public void The_order_of_options_makes_no_difference() =>
        Assert.Equal(Destination.Parse("files:/a?name=x&formats=csv"), Destination.Parse("files:/a?formats=csv&&name=x&"));

    [Fact]
    public void Ten_thousand_characters_are_kept()
    {
        var text = new string('%', 10_000);
        Assert.Equal(text, Destination.Parse(new Destination("files", text, new Dictionary<string, string>()).ToString()).Target);
    }

    [Theory]
    [InlineData("", "names no channel")]
    [InlineData("jan@example.nl", "names no channel")]
    [InlineData(":jan@example.nl", "names no channel")]
    [InlineData("email:jan@example.nl?attach", "'attach' in")]
    [InlineData("email:jan@example.nl?attach=csv&attach=xlsx", "gives attach twice")]
    public void What_has_not_that_form_is_refused(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => Destination.Parse(text)).Message);
}
