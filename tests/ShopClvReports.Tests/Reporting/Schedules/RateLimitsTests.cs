using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class RateLimitsTests
{
    static readonly DateTimeOffset Now = Some.Noon;
    static readonly Account Mail = new(1, "email");
    static readonly Account OtherShop = new(2, "email");
    static readonly Account Files = new(1, "files");

    readonly RateLimits _limits = new(channel => channel == "email" ? 60 : 0);

    int Takes(Account account, DateTimeOffset now, int asked = 100) => Enumerable.Range(0, asked).Count(_ => _limits.TryTake(account, now));

    [Fact]
    public void A_few_go_at_once_and_then_one_a_second()
    {
        Assert.Equal(5, Takes(Mail, Now));
        Assert.Equal(0, Takes(Mail, Now.AddMilliseconds(999)));
        Assert.Equal(1, Takes(Mail, Now.AddMilliseconds(1001)));
        Assert.Equal(2, Takes(Mail, Now.AddMilliseconds(3002)));
    }

    [Fact]
    public void A_quiet_hour_saves_up_no_more_than_the_few()
    {
        Takes(Mail, Now);
        Assert.Equal(5, Takes(Mail, Now.AddHours(1)));
    }

    [Fact]
    public void A_minute_of_asking_all_the_time_sends_the_few_and_a_minute_s_worth()
    {
        var sent = Enumerable.Range(0, 601).Sum(tenth => Takes(Mail, Now.AddMilliseconds(100 * tenth), 3));
        Assert.InRange(sent, 64, 65);
    }

    [Fact]
    public void Without_a_limit_all_go() => Assert.Equal(100, Takes(Files, Now));

    [Fact]
    public void One_shop_does_not_use_up_what_another_may_send()
    {
        Takes(Mail, Now);
        Assert.Equal(5, Takes(OtherShop, Now));
    }

    [Theory]
    [InlineData("email")]
    [InlineData("files")]
    public void Nothing_goes_while_the_provider_asks_to_wait(string channel)
    {
        var account = new Account(1, channel);
        _limits.Close(account, Now.AddSeconds(30), Now);
        _limits.Close(account, Now.AddSeconds(5), Now);

        Assert.Equal([account], _limits.Waiting(Now.AddSeconds(29)));
        Assert.False(_limits.TryTake(account, Now.AddSeconds(29)));
        Assert.Empty(_limits.Waiting(Now.AddSeconds(30)));
        Assert.True(_limits.TryTake(account, Now.AddSeconds(30)));
        Assert.True(_limits.TryTake(OtherShop, Now.AddSeconds(1)));
    }

    [Fact]
    public void Those_that_have_nothing_left_wait_until_they_have()
    {
        Assert.Empty(_limits.Waiting(Now));
        Takes(Mail, Now);
        Takes(Files, Now);
        Assert.Equal([Mail], _limits.Waiting(Now));
        Assert.Empty(_limits.Waiting(Now.AddSeconds(1.1)));
    }

    [Fact]
    public void A_clock_that_is_set_back_gives_nothing_away_and_holds_nothing_up()
    {
        Takes(Mail, Now);
        _limits.Close(OtherShop, Now.AddSeconds(30), Now);
        var back = Now.AddDays(-1);

        Assert.Equal(0, Takes(Mail, back));
        Assert.Equal(2, Takes(Mail, back.AddSeconds(2.1)));
        Assert.False(_limits.TryTake(OtherShop, back));
        Assert.False(_limits.TryTake(OtherShop, back.AddSeconds(29)));
        Assert.True(_limits.TryTake(OtherShop, back.AddSeconds(30)));
    }
}
