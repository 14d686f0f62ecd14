using System.Buffers.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public sealed class AlertLinksTests
{
    static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    static readonly AlertLinks s_links = new(s_key);
    static readonly DateTimeOffset s_now = new(2026, 6, 29, 5, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 5, AlertAction.Contacted)]
    [InlineData(int.MaxValue, long.MaxValue, AlertAction.Dismiss)]
    public void A_link_says_what_it_does_and_until_when(int shop, long alert, AlertAction action)
    {
        var link = s_links.Make("https://reports.example.nl/", shop, alert, action, s_now);
        Assert.StartsWith("https://reports.example.nl/alerts/act?t=", link);
        Assert.Matches(@"\A[A-Za-z0-9_-]+\z", Token(link));
        Assert.Equal(new AlertLink(shop, alert, action, s_now.AddDays(60)), s_links.Read(Token(link)));
    }

    [Fact]
    public void No_bit_of_a_link_can_be_changed()
    {
        var token = Base64Url.DecodeFromChars(Token(s_links.Make("https://x.nl", 1, 5, AlertAction.Snooze, s_now)));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            var changed = token.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(s_links.Read(Base64Url.EncodeToString(changed)));
        }
    }

    [Fact]
    public void A_link_of_another_key_or_another_kind_is_not_ours()
    {
        Assert.Null(s_links.Read(Token(new AlertLinks(new byte[32]).Make("https://x.nl", 1, 5, AlertAction.Snooze, s_now))));
        var unsubscribe = new UnsubscribeLinks(s_key);
        // Nine letters: as long as what an alert's link has behind shop and number.
        Assert.Null(s_links.Read(Token(unsubscribe.Make("https://x.nl", 1, 5, "\0\0\0\0\0\0\0\0\0"))));
        Assert.False(unsubscribe.TryRead(Token(s_links.Make("https://x.nl", 1, 5, AlertAction.Snooze, s_now)), out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("\0\uD800é")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Any_other_text_is_not_ours(string token)
    {
        Assert.Null(s_links.Read(token));
        Assert.Null(s_links.Read(string.Concat(Enumerable.Repeat(token + "A", 100_000))));
    }

    static string Token(string link) => link.Split("?t=")[1];
}
