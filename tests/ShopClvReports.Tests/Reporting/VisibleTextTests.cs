using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class VisibleTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand", "two  lines and")]
    [InlineData("\u001b[31mred\u0007", "[31mred")]
    [InlineData("\u009b31mred", "31mred")]
    [InlineData("\u202Egnp.exe\u2066\u200F", "gnp.exe")]
    [InlineData("family 👨\u200D👩", "family 👨\u200D👩")]
    [InlineData("a\u2028b", "a b")]
    [InlineData("a\uFFFE\uFDD0b\uFFFD", "ab\uFFFD")]
    [InlineData(null, "")]
    public void Control_characters_and_direction_marks_go(string? text, string expected) => Assert.Equal(expected, VisibleText.OneLine(text, 100));

    // Not theory data: the test runner's own messages cannot carry half a pair.
    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", VisibleText.OneLine("a\uD800b", 100));

    [Theory]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "1234…")]
    [InlineData("123😀5", 5, "123…")]
    [InlineData("1234😀", 5, "1234…")]
    [InlineData("12😀\u0007\u0007\u0007", 5, "12😀")]
    public void Long_text_ends_in_an_ellipsis_and_no_pair_is_cut(string text, int longest, string expected) =>
        Assert.Equal(expected, VisibleText.OneLine(text, longest));
}
