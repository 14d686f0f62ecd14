using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

public class OwnColumnTests
{
    /// <summary>Anna: 30.00 in two orders, the last one today; Bram: 5.00 in one, ten days ago.</summary>
    static readonly Ledger Small = Some.LedgerOf(
        [Some.Row(1, 11, "2026-06-01T12:00:00Z", 10_00), Some.Row(2, 11, "2026-06-30T12:00:00Z", 20_00), Some.Row(3, 12, "2026-06-20T12:00:00Z", 5_00)],
        Some.Account(11) with { Name = "Anna" }, Some.Account(12) with { Name = "Bram" });

    static ReportSection Section(string[] own, string? columns = null, string? where = null, string? sort = null) => Some.Section(Small, new ReportQuery(
        Period.All, Columns: columns?.Split(','), Where: where, Sort: sort is null ? null : SortKey.ParseList(sort), Own: OwnColumn.ParseAll(own)));

    [Theory]
    [InlineData("x = total_spent / orders", 15.0, 5.0)]
    [InlineData("x = total_spent * 0.4 - orders", 10.0, 1.0)]
    [InlineData("x = 1e2", 100.0, 100.0)]
    [InlineData("x = total_spent / days_since", double.NaN, 0.5)]
    [InlineData("x = 2147483647 * orders * orders", 4.0 * int.MaxValue, 1.0 * int.MaxValue)]
    [InlineData("x = total_spent > 10", "yes", "no")]
    [InlineData("x = TOTAL_SPENT > 10 AND NOT (orders = 1)", "yes", "no")]
    [InlineData("x = IIF(orders > 1, 'again', 'once')", "again", "once")]
    [InlineData("x = IIF(orders > 1, 'it''s (fine', name)", "it's (fine", "Bram")]
    [InlineData("x = ISNULL(email, '?')", "?", "?")]
    [InlineData("x = email", double.NaN, double.NaN)]
    [InlineData("x = [name] + ' ' + orders", "Anna 2", "Bram 1")]
    [InlineData("x = last_order", "2026-06-30", "2026-06-20")]
    [InlineData("x = last_order > #2026-06-25#", "yes", "no")]
    public void A_formula_over_the_columns_is_a_column(string own, object? anna, object? bram)
    {
        var section = Section([own]);

        Assert.Equal([.. ClvReport.ColumnKeys, "x"], section.Columns.Select(c => c.Key));
        Assert.Equal([anna, bram], section.Shown("x"));
    }

    [Fact]
    public void A_later_one_may_use_an_earlier_one_and_so_may_the_filter_and_the_order()
    {
        string[] own = ["average = total_spent / orders", "double_2 = 2 * average"];

        Assert.Equal(["double_2", "name", "average"], Section(own, "double_2,name").Columns.Select(c => c.Key));
        Assert.Equal([10.0], Section(own, where: "double_2 < 20").Shown("double_2"));
        Assert.Equal(["Bram", "Anna"], Section(own, sort: "average:asc").Shown("name"));
        Assert.Contains("there is no column or function double_2, at position 5", Wrong(() => Section(["a = 1 + double_2", "double_2 = 1"])));
        Assert.Contains("no column or function x, at position 1", Wrong(() => Section(["x = x"])));
    }

    [Fact]
    public void One_of_yes_and_no_is_a_condition_for_later_ones_and_for_the_filter()
    {
        string[] own = ["again = orders > 1", "word = IIF(again, 'x', 'y')", "both = again AND NOT (days_since > 5)", "soon = 1 / days_since > 0"];

        var section = Section(own);
        Assert.Equal(["x", "y"], section.Shown("word"));
        Assert.Equal(["yes", "no"], section.Shown("both"));
        Assert.Equal(["11"], Section(own, where: "again").ShownIds());
        Assert.Equal(["12"], Section(own, where: "NOT again").ShownIds());
        Assert.Equal(["12", "11"], Section(own, sort: "again").ShownIds());
        Assert.Equal(["11"], Section(own, where: "again = true AND both").ShownIds());
    }

    [Theory]
    [InlineData("x = total_spent / phone", "there is no column or function phone, at position 15")]
    [InlineData("x = CONVERT(name, 'System.IO.FileInfo')", "there is no column or function CONVERT, at position 1")]
    [InlineData("x = SUM(orders)", "there is no column or function SUM, at position 1")]
    [InlineData("x = Parent.name", "there is no column or function Parent, at position 1")]
    [InlineData("x = [phone]", "there is no column [phone], at position 1")]
    [InlineData("x = (orders", "the ( is not closed, at position 1")]
    [InlineData("x = orders)", "the ) closes nothing, at position 7")]
    [InlineData("x = orders + 'a", "the ' is not closed, at position 10")]
    [InlineData("x = orders +", "at position 8 of the formula")]
    [InlineData("x = orders orders", "at position")]
    [InlineData("x = name * 2", "at position")]
    [InlineData("x = orders % 2", "at position")]
    [InlineData("x = total_spent / orders; DROP", "there is no column or function DROP, at position 23")]
    [InlineData("x = @", "at position")]
    public void What_cannot_be_computed_is_told_with_its_name_and_place(string own, string why)
    {
        var message = Wrong(() => Section([own]));

        Assert.Contains(why, message);
        Assert.Contains($"the column '{own}' cannot be used", message);
        Assert.Contains("average_order_value", message);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("= orders")]
    [InlineData("x =")]
    [InlineData("X = orders")]
    [InlineData("a__b = orders")]
    [InlineData("a-b = orders")]
    [InlineData("1a = orders")]
    public void A_column_has_a_name_and_a_formula(string own) =>
        Assert.Contains("such as ratio = total_spent / orders", Assert.Throws<FormatException>(() => OwnColumn.ParseAll([own])).Message);

    [Fact]
    public void There_are_bounds()
    {
        Assert.Contains("at most 1000", Assert.Throws<FormatException>(() => OwnColumn.ParseAll([$"x = {new string('1', 1001)}"])).Message);
        Assert.Contains("at most 20", Assert.Throws<FormatException>(() => OwnColumn.ParseAll([.. Enumerable.Range(0, 21).Select(i => $"x{i} = 1")])).Message);
        Assert.Contains("there is a column orders already", Wrong(() => Section(["orders = 1"])));
        Assert.Contains("there is a column x already", Wrong(() => Section(["x = 1", "x = 2"])));
        Wrong(() => Section([$"x = {new string('(', 490)}1{new string(')', 490)}"]));
    }

    [Fact]
    public void An_empty_shop_says_what_is_wrong_just_as_well()
    {
        Assert.Throws<ReportQueryException>(() => Some.Section(Ledger.Empty, new ReportQuery(Period.All, Own: OwnColumn.ParseAll(["x = phone"]))));
        Assert.Empty(Some.Section(Ledger.Empty, new ReportQuery(Period.All, Own: OwnColumn.ParseAll(["x = orders"]))).Shown("x"));
    }

    [Fact]
    public void Whatever_is_written_gives_a_column_or_a_reason()
    {
        string[] words =
        [
            "total_spent", "orders", "name", "first_order", "share_of_revenue", "phone", "'x'", "'", "#2026-01-01#", "#", "0", "-1", "1e400", "99999999999999999999", "(", ")",
            "=", "<>", ">", "LIKE", "IN", "IS", "NULL", "NOT", "AND", "+", "-", "*", "/", "%", ",", ".", "[", "]", "Len(", "IIF(", "Substring(", "Convert(", "Sum(", "true",
        ];
        var random = new Random(8);
        var understood = 0;
        for (var i = 0; i < 400; i++)
        {
            var formula = string.Join(' ', Enumerable.Range(0, random.Next(1, 8)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                Assert.Equal(2, Section([$"x = {formula}"]).Shown("x").Length);
                understood++;
            }
            catch (ReportQueryException e)
            {
                Assert.Contains("at position", e.Message);
            }
        }

        Assert.InRange(understood, 1, 399);
    }

    static string Wrong(Action build) => Assert.Throws<ReportQueryException>(build).Message;
}
