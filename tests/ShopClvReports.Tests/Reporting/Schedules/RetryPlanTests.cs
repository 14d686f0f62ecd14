using ShopClvReports.Reporting;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class RetryPlanTests
{
    static readonly DateTimeOffset Now = Some.Noon;
    static readonly TimeSpan Took = TimeSpan.FromSeconds(3);

    static Settlement Settle(Outcome outcome, int tries = 0, double chance = 0.5) => RetryPlan.Settle(outcome, tries, Now, chance, Took);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 60)]
    [InlineData(2, 5 * 60)]
    [InlineData(3, 30 * 60)]
    [InlineData(4, 2 * 3600)]
    [InlineData(5, 6 * 3600)]
    public void Each_failed_try_waits_longer_give_or_take_a_fifth(int tries, int seconds)
    {
        DateTimeOffset? At(double chance) => Settle(new Outcome.Retry("down"), tries, chance).NextAt;

        Assert.Equal(Now.AddSeconds(seconds), At(0.5)!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(Now.AddSeconds(seconds * 0.8), At(0)!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(Now.AddSeconds(seconds * 1.2), At(1)!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            new Settlement(new Outcome.Retry("down"), DeliveryState.RetryWait, At(0.3), UsesTry: true, Took), Settle(new Outcome.Retry("down"), tries, 0.3));
    }

    [Fact]
    public void After_seven_failed_tries_it_is_given_up()
    {
        Assert.Equal(7, RetryPlan.Tries);
        Assert.Equal(DeliveryState.RetryWait, Settle(new Outcome.Retry("down"), tries: 5).State);
        Assert.Equal(
            new Settlement(new Outcome.Retry("down", Now.AddDays(1)), DeliveryState.GaveUp, null, UsesTry: true, Took),
            Settle(new Outcome.Retry("down", Now.AddDays(1)), tries: 6));
    }

    [Theory]
    [InlineData(-60, 8)]
    [InlineData(5, 8)]
    [InlineData(9, 9)]
    [InlineData(86_400, 86_400)]
    public void It_is_never_tried_before_the_provider_allows_and_never_sooner_than_planned(int retryAfter, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), Settle(new Outcome.Retry("busy", Now.AddSeconds(retryAfter)), chance: 0).NextAt);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(100)]
    public void Waiting_for_a_rate_limit_uses_up_no_try(int tries) =>
        Assert.Equal(
            new Settlement(new Outcome.Limited("slow down", Now.AddSeconds(30)), DeliveryState.RetryWait, Now.AddSeconds(30), UsesTry: false, Took),
            Settle(new Outcome.Limited("slow down", Now.AddSeconds(30)), tries));

    [Fact]
    public void A_rate_limit_that_has_ended_already_is_tried_now() =>
        Assert.Equal(Now, Settle(new Outcome.Limited("slow down", Now.AddHours(-1))).NextAt);

    public static TheoryData<Outcome, DeliveryState> Ends => new()
    {
        { new Outcome.Sent("id", "250 ok"), DeliveryState.Delivered },
        { new Outcome.RejectedTarget("no such channel"), DeliveryState.RejectedTarget },
        { new Outcome.RejectedCredential("login denied"), DeliveryState.RejectedCredential },
        { new Outcome.Unknown("hung up"), DeliveryState.Unknown },
    };

    [Theory, MemberData(nameof(Ends))]
    public void Everything_else_is_final_at_the_first_try(Outcome outcome, DeliveryState state) =>
        Assert.Equal(new Settlement(outcome, state, null, UsesTry: true, Took), Settle(outcome));
}
