using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class EmailRecipientsTests
{
    [Theory]
    [InlineData("email:jan@x.nl", "jan@x.nl")]
    [InlineData("email: Jan@X.NL , piet@y.nl,", "Jan@x.nl piet@y.nl")]
    [InlineData("email:jan@x.nl,JAN@x.nl?cc=jan@X.nl,a@b.nl&bcc=A@b.nl,c@d.nl", "jan@x.nl a@b.nl c@d.nl")]
    [InlineData("email:jan+clv@x.co.uk?attach=none", "jan+clv@x.co.uk")]
    [InlineData("email:root@localhost?attach=xlsx,csv", "root@localhost")]
    public void Everybody_is_named_once(string destination, string recipients) =>
        Assert.Equal(recipients.Split(' '), new EmailChannel().Recipients(Destination.Parse(destination)));

    [Theory]
    [InlineData("email:", "names no address")]
    [InlineData("email:?cc=a@b.nl", "names no address")]
    [InlineData("email:jan", "'jan' is not an e-mail address")]
    [InlineData("email:jan@", "is not an e-mail address")]
    [InlineData("email:jan@x..nl", "is not an e-mail address")]
    [InlineData("email:j..an@x.nl", "is not an e-mail address")]
    [InlineData("email:jan@-x.nl", "is not an e-mail address")]
    [InlineData("email:jan@x.nl>%0D%0ARCPT TO:<evil@x.nl", "is not an e-mail address")]
    [InlineData("email:jan@x.nl%0D%0ABcc: evil@x.nl", "is not an e-mail address")]
    [InlineData("email:jan%0A@x.nl", "is not an e-mail address")]
    [InlineData("email:\"jan piet\"@x.nl", "is not an e-mail address")]
    [InlineData("email:Jan <jan@x.nl>", "is not an e-mail address")]
    [InlineData("email:jan@[192.0.2.1]", "is not an e-mail address")]
    [InlineData("email:jän@x.nl", "plain letters")]
    [InlineData("email:jan@x.nl?cc=nobody", "'nobody' is not an e-mail address")]
    [InlineData("email:jan@x.nl?attach=pdf", "expected none, csv, xlsx or csv,xlsx")]
    [InlineData("email:jan@x.nl?attach=none,csv", "expected none, csv, xlsx or csv,xlsx")]
    [InlineData("email:jan@x.nl?atach=csv", "email has no option 'atach'; expected cc, bcc or attach")]
    public void What_will_not_do_is_refused_with_what_would(string destination, string words)
    {
        var message = Assert.Throws<FormatException>(() => new EmailChannel().Recipients(Destination.Parse(destination))).Message;
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void An_address_is_as_long_as_a_path_allows_and_no_longer()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 47), 4));
        var address = $"{new string('a', 254 - domain.Length - 1)}@{domain}";
        Assert.Equal([address], new EmailChannel().Recipients(Destination.Parse("email:" + address)));
        Assert.Throws<FormatException>(() => new EmailChannel().Recipients(Destination.Parse("email:a" + address)));
    }
}
