using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class ReportFilterTests
{
    /// <summary>Anna: 15.01 in 3 orders, the last on 2026-06-01. Bram O'Neill: 20.00 in 1, on 2025-12-31, without an address.</summary>
    static readonly Ledger Small = Some.LedgerOf(
        [
            Some.Row(1, 11, "2024-03-05T12:00:00Z", 10_00), Some.Row(2, 11, "2026-05-21T12:00:00Z", 5_00), Some.Row(3, 11, "2026-06-01T12:00:00Z", 1),
            Some.Row(4, 12, "2025-12-31T12:00:00Z", 20_00),
        ],
        Some.Account(11) with { Name = "Anna", Email = "anna@example.com" }, Some.Account(12) with { Name = "Bram O'Neill" });

    static ReportSection Filter(string where, params string[] columns) => Some.Section(Small, new ReportQuery(Period.All, Where: where, Columns: columns));

    [Theory]
    [InlineData("", "12 11")]
    [InlineData("  ", "12 11")]
    [InlineData("total_spent > 15.01", "12")]
    [InlineData("total_spent >= 15.01", "12 11")]
    [InlineData("TOTAL_SPENT > 15.01 and Orders = 1", "12")]
    [InlineData("orders >= 2", "11")]
    [InlineData("orders >= 2 OR total_spent > 19", "12 11")]
    [InlineData("NOT (orders >= 2)", "12")]
    [InlineData("name = 'anna'", "11")]
    [InlineData("name LIKE 'bram*'", "12")]
    [InlineData("name = 'Bram O''Neill'", "12")]
    [InlineData("email IS NULL", "12")]
    [InlineData("email LIKE '*@example.com'", "11")]
    [InlineData("last_order >= #2026-01-01#", "11")]
    [InlineData("first_order = '2025-12-31'", "12")]
    [InlineData("days_since > 100", "12")]
    [InlineData("average_order_value < 5.01", "11")]
    [InlineData("share_of_revenue > 0.5", "12")]
    [InlineData("customer_id = '11'", "11")]
    [InlineData("customer_id IN ('11', '12')", "12 11")]
    [InlineData("Len(name) > 4", "12")]
    [InlineData("1 = 1", "12 11")]
    [InlineData("name = 'total_spent'", "")]
    [InlineData("orders / 0 = 1", "")]
    public void Rows_are_those_for_which_the_filter_holds(string where, string ids) =>
        Assert.Equal(ids, string.Join(' ', Filter(where).ShownIds()));

    [Fact]
    public void A_column_that_is_not_shown_can_be_filtered_by()
    {
        var section = Filter("orders >= 2 AND customer_id <> 'x'", "name");

        Assert.Equal(["Anna"], section.Shown("name"));
        Assert.Equal(["name"], section.Columns.Select(c => c.Key));
    }

    [Fact]
    public void What_a_filter_leaves_out_is_counted_among_the_others()
    {
        var totals = Filter("orders >= 2").Totals;

        Assert.Equal((new Tally(3, 15_01), new Tally(1, 20_00), new Tally(4, 35_01)), (totals.Shown, totals.Others, totals.Total));
    }

    [Theory]
    [InlineData("phone = 1")]
    [InlineData("total_spent >")]
    [InlineData("total_spent > 500 AND")]
    [InlineData("(orders = 1")]
    [InlineData("orders = 1)")]
    [InlineData("orders = 'many'")]
    [InlineData("name = 'Anna")]
    [InlineData("name LIKE '['")]
    [InlineData("name LIKE 'a*b*c'")]
    [InlineData("name")]
    [InlineData("orders")]
    [InlineData("total_spent")]
    [InlineData("last_order")]
    [InlineData("1")]
    [InlineData("orders % 0 = 1")]
    [InlineData("orders + 2147483647 > 0 AND orders * 2147483647 * 2147483647 > 0")]
    [InlineData("Substring(name, 5, -1) = ''")]
    [InlineData("Convert(name, 'System.Int32') = 1")]
    [InlineData("Convert(name, 'System.Nothing') = 1")]
    [InlineData("Parent.x = 1")]
    [InlineData("Child(r).x = 1")]
    [InlineData("Sum(Child.x) = 1")]
    [InlineData("last_order > #not a date#")]
    [InlineData("last_order > #99999-99-99#")]
    [InlineData("[\u0001keep] = 1")]
    [InlineData("orders; DROP")]
    [InlineData("@")]
    public void A_filter_that_cannot_be_is_told_to_the_person_who_wrote_it(string where)
    {
        var message = Assert.Throws<ReportQueryException>(() => Filter(where)).Message;

        Assert.Contains(where, message);
        Assert.Contains("for example: total_spent > 500 AND orders >= 2", message);
        Assert.Contains("average_order_value", message);
    }

    [Theory]
    [InlineData("orders > 1 AND phone = 1", "there is no column or function phone, at position 16.")]
    [InlineData("orders > 1 AND (orders < 9", "the ( is not closed, at position 16.")]
    [InlineData("name = 'Anna", "the ' is not closed, at position 8.")]
    [InlineData("Convert(name, 'System.Int32') = 1", "there is no column or function Convert, at position 1.")]
    public void A_slip_in_a_filter_is_told_with_its_place(string where, string why) =>
        Assert.Contains($"the filter '{where}' cannot be used: {why} Write it over", Assert.Throws<ReportQueryException>(() => Filter(where)).Message);

    [Fact]
    public void A_filter_beyond_all_need_is_refused_by_its_length()
    {
        Assert.Contains("1001 characters", Assert.Throws<ReportQueryException>(() => Filter(new string('(', 1001))).Message);
        Assert.Throws<ReportQueryException>(() => Filter(new string('(', 1000)));
        Assert.Throws<ReportQueryException>(() => Filter($"{new string('(', 490)}orders > 0{new string(')', 490)}"));
        Assert.Equal(2, Filter($"{new string('(', 40)}orders > 0{new string(')', 40)}").Rows.Length);
    }

    [Fact]
    public void Whatever_is_written_gives_rows_or_a_reason()
    {
        string[] words =
        [
            "total_spent", "orders", "name", "email", "first_order", "share_of_revenue", "phone", "'x'", "'['", "'%*'", "'", "#2026-01-01#", "#",
            "0", "-1", "1.5", "1e400", "99999999999999999999", "(", ")", "=", "<>", ">", "LIKE", "IN", "IS", "NULL", "NOT", "AND", "OR", "+", "-",
            "*", "/", "%", ",", ".", "[", "]", "Len(", "IIF(", "Substring(", "Trim(", "IsNull(", "Convert(", "Sum(", "Count(", "Avg(", "StDev(",
            "Parent", "Child(", "'System.Object'", "'System.DateTime'", "true",
        ];
        var random = new Random(8);
        var understood = 0;
        for (var i = 0; i < 600; i++)
        {
            var where = string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                Assert.InRange(Filter(where, "name").Rows.Length, 0, 2);
                understood++;
            }
            catch (ReportQueryException e)
            {
                Assert.Contains(where, e.Message);
            }
        }

        Assert.InRange(understood, 1, 599);
    }
}
