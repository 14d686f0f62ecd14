using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class SpendCsvTests
{
    static IReadOnlyList<MarketingSpend> Read(string text) => SpendCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "spend.csv", Some.Euro, default);

    static string Refused(string text) => Assert.Throws<ImportException>(() => Read(text)).Message;

    static MarketingSpend Spend(int month, string channel, long minor, string currency = "EUR") => new(new DateOnly(2026, month, 1), channel, new Money(minor, new Currency(currency)));

    [Fact]
    public void Columns_come_in_any_order_and_blank_lines_are_passed_over() => Assert.Equal(
        [Spend(3, "web", 120_050), Spend(4, "google ads", 0), Spend(4, "pos", 300, "JPY")],
        Read("Amount;currency;CHANNEL;month\r\n1200.50;EUR; Web ;2026-03\r\n\r\n0;;Google Ads;2026-04\n300;jpy;pos;2026-04\n;;;\n"));

    [Fact]
    public void The_currency_may_be_left_out() => Assert.Equal([Spend(3, "web", 100)], Read("month,channel,amount\n2026-03,web,1"));

    [Theory]
    [InlineData("2026-13,web,1", "spend.csv line 2: found \"2026-13\" in month, expected a month such as 2026-03")]
    [InlineData("2026-3,web,1", "in month")]
    [InlineData("1492-03,web,1", "in month")]
    [InlineData("2026-03-01,web,1", "in month")]
    [InlineData(",web,1", "found nothing in month")]
    [InlineData("2026-03,,1", "found nothing in channel")]
    [InlineData("2026-03,web,", "found nothing in amount")]
    [InlineData("2026-03,web,-1", "in amount, expected no negative amount")]
    [InlineData("2026-03,web,\"1,000\"", "in amount")]
    [InlineData("2026-03,web,1.000", "no thousands separator")]
    [InlineData("2026-03,web,1e9", "in amount")]
    [InlineData("2026-03,web,NaN", "in amount")]
    [InlineData("2026-03,web,99999999999999", "in amount")]
    [InlineData("2026-03,web,1,EURO", "in currency")]
    [InlineData("2026-03,web,1,€", "in currency")]
    [InlineData("2026-03,web,1,EUR,more", "found 5 fields, expected 4")]
    [InlineData("2026-03,\"web,1,EUR", "quote that is not closed")]
    public void A_wrong_line_is_told_with_its_column_and_nothing_is_read(string line, string expected)
    {
        var message = Refused($"month,channel,amount,currency\n{line}\n");
        Assert.Contains(expected, message);
        Assert.Contains("line 2", message);
        Assert.Contains("Nothing of the file was stored", message);
    }

    [Fact]
    public void One_wrong_line_is_enough_to_refuse_the_file_and_all_of_them_are_told()
    {
        var message = Refused("month,channel,amount\n2026-03,web,1\n2026-03,pos,x\n2026-03,y,2\n2026-99,z,1\n");
        Assert.Contains("line 3: found \"x\" in amount", message);
        Assert.Contains("line 5: found \"2026-99\" in month", message);
    }

    [Fact]
    public void Two_amounts_for_one_month_and_channel_are_not_guessed_at() =>
        Assert.Contains("line 3: found web of 2026-03 again, which is on line 2 already", Refused("month,channel,amount\n2026-03,web,1\n2026-03,WEB,2\n"));

    [Fact]
    public void A_channel_longer_than_an_order_can_name_is_refused() =>
        Assert.Contains("at most 64 characters", Refused($"month,channel,amount\n2026-03,{new string('x', 65)},1\n"));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("month,amount\n2026-03,1\n", "has no column channel")]
    [InlineData("\0\0\0\0", "UTF-16")]
    public void What_is_no_such_file_says_so(string text, string expected) => Assert.Contains(expected, Refused(text));
}
