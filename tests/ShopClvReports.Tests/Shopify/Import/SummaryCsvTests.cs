using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class SummaryCsvTests
{
    const string Header = "customer_id,frequency,recency,T,monetary_value\n";

    static SummaryCsv Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    static SummaryCsv Read(byte[] file) => SummaryCsv.Read(new MemoryStream(file), "summary.csv", TimeUnit.Weeks, CancellationToken.None);

    static string Refused(string text) => Assert.Throws<ImportException>(() => Read(text)).Message;

    [Fact]
    public void It_is_read_as_it_stands_whatever_the_order_of_the_columns()
    {
        var file = Read("\uFEFFT;monetary_value;\"customer_id\";recency;frequency\r\n38.86;12.5;\"a;1\";30.43;2.0\r\n10;;b;0;0\r\n");
        Assert.Equal(["a;1", "b"], file.Ids);
        Assert.Equal(new CustomerSummary(2, 30.43, 38.86), file.Summaries[0]);
        Assert.Equal([12.5, 0], file.Summaries.MonetaryValue!);
        Assert.Equal(TimeUnit.Weeks, file.Summaries.Unit);
        Assert.Null(file.HeldOut);
    }

    [Fact]
    public void What_was_held_out_stands_beside()
    {
        var file = Read("customer_id,frequency,recency,T,frequency_holdout,duration_holdout\n1,0,0,5,3,39\n2,0,0,6,0,39\n");
        Assert.Equal([3, 0], file.HeldOut!);
        Assert.Equal(39, file.HeldOutDuration);
        Assert.Null(file.Summaries.MonetaryValue!);
    }

    [Theory]
    [InlineData("a,NaN,1,2,3", "frequency", "NaN")]
    [InlineData("a,1,Infinity,2,3", "recency", "Infinity")]
    [InlineData("a,1,1e999,2,3", "recency", "1e999")]
    [InlineData("a,-1,1,2,3", "frequency", "-1")]
    [InlineData("a,1.5,1,2,3", "frequency", "1.5")]
    [InlineData("a,2147483648,1,2,3", "frequency", "2147483648")]
    [InlineData("a,1,3,2,3", "recency", "3")]
    [InlineData("a,1,-1,2,3", "recency", "-1")]
    [InlineData("a,1,1,-2,3", "T", "-2")]
    [InlineData("a,0,1,2,3", "recency", "0 where frequency is 0")]
    [InlineData("a,2,0,2,3", "recency", "more than 0 where frequency is not 0")]
    [InlineData("ok,1,1,2,3", "customer_id", "every customer once")]
    [InlineData("a,1,1,,3", "T", "nothing")]
    [InlineData("a,1,1,2,", "monetary_value", "nothing")]
    [InlineData("a,1,1,2,1e300", "monetary_value", "1e300")]
    [InlineData(",1,1,2,3", "customer_id", "nothing")]
    [InlineData("a,1,\"1,5\",2,3", "recency", "1,5")]
    [InlineData("a,1,1,2,3,4", "6 fields", "5")]
    [InlineData("a,1,1,\"2,3", "quote", "closed")]
    public void A_row_that_cannot_be_refuses_the_file_with_its_line(string row, string column, string found)
    {
        var message = Refused(Header + "ok,0,0,1,0\n" + row + "\n");
        Assert.Contains("summary.csv line 3", message);
        Assert.Contains(column, message);
        Assert.Contains(found, message);
        Assert.Contains("expected", message);
    }

    [Fact]
    public void A_missing_column_is_named() => Assert.Contains("no column recency, T", Refused("customer_id,frequency\n1,2\n"));

    [Fact]
    public void An_empty_file_says_what_it_should_have_been() => Assert.Contains("expected a line with the names of the columns", Refused(""));

    [Fact]
    public void A_line_of_ten_megabytes_is_refused_in_few_words()
    {
        var message = Refused(Header + new string('9', 10 << 20) + ",1,1,2,3\n");
        Assert.Contains("line 2", message);
        Assert.InRange(message.Length, 20, 300);
    }

    [Fact]
    public void Two_durations_are_one_too_many() => Assert.Contains(
        "line 3", Refused("customer_id,frequency,recency,T,frequency_holdout,duration_holdout\n1,0,0,5,3,39\n2,0,0,6,0,40\n"));
}
