using System.Buffers.Text;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public sealed class UnsubscribeLinksTests
{
    static readonly UnsubscribeLinks s_links = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Theory]
    [InlineData(1, 3, "jan@x.nl")]
    [InlineData(int.MaxValue, long.MaxValue, "jan+clv@x.co.uk")]
    public void A_link_says_what_it_stops(int shop, long schedule, string address)
    {
        var link = s_links.Make("https://reports.example.nl/", shop, schedule, address);
        Assert.StartsWith("https://reports.example.nl/unsubscribe?t=", link);
        Assert.Matches(@"\A[A-Za-z0-9_-]+\z", Token(link));
        Assert.True(s_links.TryRead(Token(link), out var read));
        Assert.Equal((shop, schedule, address), read);
    }

    [Fact]
    public void No_bit_of_a_link_can_be_changed()
    {
        var token = Base64Url.DecodeFromChars(Token(s_links.Make("https://x.nl", 1, 3, "jan@x.nl")));
        for (var bit = 0; bit < token.Length * 8; bit++)
        {
            var changed = token.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(s_links.TryRead(Base64Url.EncodeToString(changed), out var read));
            Assert.Equal(default, read);
        }
    }

    [Fact]
    public void A_link_of_another_key_is_not_ours() =>
        Assert.False(s_links.TryRead(Token(new UnsubscribeLinks(new byte[32]).Make("https://x.nl", 1, 3, "jan@x.nl")), out _));

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("a")]
    [InlineData("%%%")]
    [InlineData("\0\uD800é")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../etc/passwd")]
    public void Any_other_text_is_not_ours(string token)
    {
        Assert.False(s_links.TryRead(token, out _));
        Assert.False(s_links.TryRead(string.Concat(Enumerable.Repeat(token + "A", 100_000)), out _));
    }

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new UnsubscribeLinks(new byte[31]));

    static string Token(string link) => link.Split("?t=")[1];
}
