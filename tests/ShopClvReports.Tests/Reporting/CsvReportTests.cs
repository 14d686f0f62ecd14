using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class CsvReportTests
{
    [Fact]
    public async Task The_file_is_what_a_spreadsheet_expects_to_the_byte()
    {
        var text = Encoding.UTF8.GetString(await Rendered.BytesAsync(Some.SmallReport(), ReportFormat.Csv, Language.Nl));
        Assert.Equal(
            "Klantnaam,Klant e-mail,Totaal uitgegeven,Aantal bestellingen,Eerste bestelling,Laatste bestelling,Dagen sinds,Gemiddelde bestelwaarde,Aandeel in omzet,Valuta\r\n"
            // 1,234.56 of 1,302.05 in all: 100,000 + 23,456 + 5,000 - 250 + 1,999 cents.
            + "Anna de Vries,anna@example.com,1234.56,2,2024-03-05,2026-05-21,40,617.28,0.948166,EUR\r\n"
            + "Bram,,50.00,1,2025-12-31,2025-12-31,181,50.00,0.038401,EUR\r\n"
            + ",c@example.com,-2.50,1,2026-06-30,2026-06-30,0,-2.50,-0.00192,EUR\r\n"
            + "Bestellingen zonder klant,,19.99,1,,,,,,EUR\r\n",
            text);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+31 20 123", "'+31 20 123")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("|cmd", "'|cmd")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\nx", "'\nx")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\u00a0\u3000=1", "'\u00a0\u3000=1")]
    [InlineData("\"=1", "'\"=1")]
    [InlineData("' \"=1", "'' \"=1")]
    [InlineData("\0=1", "'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠1", "'＠1")]
    [InlineData("｜1", "'｜1")]
    [InlineData("a=1", "a=1")]
    [InlineData("'s Gravenhage", "'s Gravenhage")]
    [InlineData("a\0b", "ab")]
    [InlineData("say \"hi\", twice\r\n", "say \"hi\", twice\r\n")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public async Task Text_is_never_a_formula_and_otherwise_as_it_was(string? name, string expected) =>
        Assert.Equal(expected, (await Rendered.CsvAsync(Some.ReportOn(name)))[1][0]);

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", (await Rendered.CsvAsync(Some.ReportOn("a\uD800b")))[1][0]);

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public async Task No_name_breaks_the_table(string name)
    {
        var lines = await Rendered.CsvAsync(Some.ReportOn(name));
        Assert.Equal([10, 10], lines.Select(l => l.Length));
        Assert.Equal("12.34", lines[1][2]);
    }

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    public async Task Amounts_have_the_decimals_of_their_currency_and_add_up(string currency, int decimals)
    {
        var report = Some.SmallReport(currency: currency);
        var amounts = (await Rendered.CsvAsync(report)).Skip(1).Select(l => l[2]).ToList();
        Assert.All(amounts, a => Assert.Equal(decimals, a.Contains('.') ? a.Split('.')[1].Length : 0));
        Assert.Equal(
            new Money(report.Sections[0].Totals.Total.Spent, new Currency(currency)).Amount,
            amounts.Sum(a => decimal.Parse(a, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Every_currency_has_its_rows_under_one_heading()
    {
        var lines = await Rendered.CsvAsync(Some.ReportInTwoCurrencies());
        Assert.Equal(["Currency", "EUR", "JPY", "JPY"], lines.Select(l => l[^1]));
        Assert.Equal(["Total spent", "10.50", "5000", "7"], lines.Select(l => l[2]));
    }

    [Fact]
    public async Task The_label_of_orders_without_a_customer_finds_a_text_column()
    {
        var byEmail = await Rendered.CsvAsync(Some.SmallReport(new ReportQuery(Period.All, Columns: ["orders", "email", "total_spent"])));
        Assert.Equal(["1", "Orders without a customer", "19.99", "EUR"], byEmail[^1]);
        var numbers = await Rendered.CsvAsync(Some.SmallReport(new ReportQuery(Period.All, Columns: ["orders", "share_of_revenue"])));
        Assert.Equal(["1", "", "EUR"], numbers[^1]);
    }

    [Fact]
    public async Task An_empty_report_is_a_heading() => Assert.Single(await Rendered.CsvAsync(Some.EmptyReport()));

    [Fact]
    public async Task A_share_of_nothing_is_an_empty_cell()
    {
        var report = Some.Report([(1, "Gratis", null)], [new Some.Sale(1, "2026-01-01", 0)], new ReportQuery(Period.All, Columns: ["share_of_revenue"]));
        Assert.Equal("", (await Rendered.CsvAsync(report))[1][0]);
    }

    [Fact]
    public async Task The_byte_order_mark_comes_only_when_asked_for()
    {
        var plain = await Rendered.BytesAsync(Some.SmallReport(), ReportFormat.Csv);
        var marked = await Rendered.BytesAsync(Some.SmallReport(), ReportFormat.Csv, options: new RenderOptions { ByteOrderMark = true });
        Assert.Equal([0xEF, 0xBB, 0xBF, .. plain], marked);
    }

    [Fact]
    public async Task Cells_longer_than_any_buffer_arrive_whole()
    {
        var name = string.Concat(Enumerable.Repeat("😀€,\"", 100_000));
        Assert.Equal(name, (await Rendered.CsvAsync(Some.ReportOn(name)))[1][0]);
    }
}
