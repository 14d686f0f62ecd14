using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Who is who, as a ledger shows it.</summary>
public class CustomerIdentityTests
{
    /// <summary>For each person the ids that its orders name: <c>11: 11 12</c>.</summary>
    static string[] Persons(long[] buyers, params LedgerCustomer[] customers)
    {
        var orders = buyers.Select((buyer, i) => Some.Row(buyer == 0 ? 1000 + i : Math.Abs(buyer), buyer, "2026-01-01T00:00:00Z", 1));
        var ledger = Some.LedgerOf(orders, customers);
        return [.. Enumerable.Range(0, ledger.CustomerCount).Select(c =>
        {
            var (start, end) = ledger.OrdersOf(c);
            return $"{ledger.Customer(c).Id}: {string.Join(' ', Enumerable.Range(start, end - start).Select(o => ledger.OrderId(o).Value))}";
        })];
    }

    [Fact]
    public void Without_merges_everyone_is_themselves() =>
        Assert.Equal(["11: 11", "12: 12"], Persons([12, 11], Some.Account(11), Some.Account(12)));

    [Fact]
    public void An_account_without_orders_is_a_customer_and_an_id_that_is_only_merged_is_not() =>
        Assert.Equal(["11: ", "13: "], Persons([], Some.Account(11), Some.Account(12, mergedInto: 13), Some.Account(13)));

    [Fact]
    public void A_buyer_of_whom_nothing_else_is_known_is_a_customer() => Assert.Equal(["77: 77"], Persons([77]));

    [Fact]
    public void A_merge_is_followed_to_its_end() =>
        Assert.Equal(
            ["14: 11 12 13 14"],
            Persons([11, 12, 13, 14], Some.Account(11, mergedInto: 12), Some.Account(12, mergedInto: 13), Some.Account(13, mergedInto: 14)));

    [Fact]
    public void A_merge_into_an_account_never_seen_makes_one() =>
        Assert.Equal(["99: 11"], Persons([11], Some.Account(11, mergedInto: 99)));

    [Fact]
    public void A_ring_of_merges_ends_at_its_lowest_id_for_all_that_lead_into_it() =>
        Assert.Equal(
            ["11: 10 11 12 13"],
            Persons(
                [10, 11, 12, 13], Some.Account(10, mergedInto: 12), Some.Account(11, mergedInto: 13), Some.Account(12, mergedInto: 11),
                Some.Account(13, mergedInto: 12)));

    [Fact]
    public void A_guest_is_joined_with_the_account_of_the_same_address_however_it_is_written() =>
        Assert.Equal(["11: 5 11"], Persons([-5, 11], Some.Guest(-5, "anna@example.com"), Some.Account(11, " Anna@Example.COM")));

    [Fact]
    public void A_guest_is_joined_with_the_lowest_of_the_accounts_that_share_an_address() =>
        Assert.Equal(
            ["11: 5", "12: "], Persons([-5], Some.Guest(-5, "a@example.com"), Some.Account(12, "a@example.com"), Some.Account(11, "a@example.com")));

    [Fact]
    public void A_guest_goes_along_when_its_account_is_merged_into_another() =>
        Assert.Equal(
            ["12: 5 11"],
            Persons([-5, 11], Some.Guest(-5, "a@example.com"), Some.Account(11, "a@example.com", mergedInto: 12), Some.Account(12, "b@example.com")));

    [Fact]
    public void A_standing_account_has_the_guest_before_one_that_was_merged_away() =>
        Assert.Equal(
            ["12: ", "13: 5"],
            Persons(
                [-5], Some.Guest(-5, "a@example.com"), Some.Account(11, "a@example.com", mergedInto: 12), Some.Account(12, "b@example.com"),
                Some.Account(13, "a@example.com")));

    [Fact]
    public void Accounts_that_share_an_address_are_not_joined() =>
        Assert.Equal(["11: 11", "12: 12"], Persons([11, 12], Some.Account(11, "a@example.com"), Some.Account(12, "a@example.com")));

    [Fact]
    public void A_deleted_account_or_guest_joins_nobody()
    {
        Assert.Equal(["-5: 5", "11: 11"], Persons([-5, 11], Some.Guest(-5, "a@example.com"), Some.Account(11, "a@example.com", deleted: true)));
        Assert.Equal(["-5: 5", "11: "], Persons([-5], Some.Guest(-5, "a@example.com", deleted: true), Some.Account(11, "a@example.com")));
    }

    [Fact]
    public void A_deleted_customer_is_counted_only_while_orders_are_there() =>
        Assert.Equal(["12: 12"], Persons([12], Some.Account(11, deleted: true), Some.Account(12, deleted: true)));

    [Fact]
    public void Those_without_an_address_are_not_taken_for_one_another() =>
        Assert.Equal(["-5: 5", "11: 11"], Persons([-5, 11], Some.Guest(-5, " "), Some.Account(11, " ")));

    [Fact]
    public void Orders_of_nobody_belong_to_nobody() => Assert.Empty(Persons([0, 0]));
}
