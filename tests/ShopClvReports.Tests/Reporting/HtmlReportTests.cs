using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class HtmlReportTests
{
    [Fact]
    public async Task The_page_reads_in_Dutch()
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport(), Language.Nl);
        Assert.Equal("nl", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Klantwaarde (CLV)", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(
            ["#", "Klantnaam", "Klant e-mail", "Totaal uitgegeven", "Aantal bestellingen", "Eerste bestelling", "Laatste bestelling", "Dagen sinds", "Gemiddelde bestelwaarde", "Aandeel in omzet"],
            page.QuerySelectorAll("thead th[scope=col]").Select(h => h.TextContent));
        Assert.Equal(
            ["1", "anna@example.com", "€ 1.234,56", "2", "5 mrt 2024", "21 mei 2026", "40", "€ 617,28", "94,8%"],
            page.QuerySelectorAll("tbody tr:first-child td").Select(d => d.TextContent));
        Assert.StartsWith("Anna de Vries", page.QuerySelector("tbody th[scope=row]")!.TextContent.Trim());
        Assert.Equal(ReportText.Of(Some.SmallReport(), Language.Nl).Definition, page.QuerySelectorAll("footer li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task The_key_figures_are_over_all_customers()
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport(new ReportQuery(Period.All, Top: 1)));
        // 1,302.05 less nobody's 19.99, by three customers; the top tenth of three is one, Anna.
        Assert.Equal(["€1,302.05", "3", "5", "€427.35", "94.8%"], page.QuerySelectorAll(".figures dd").Select(d => d.TextContent));
    }

    [Fact]
    public async Task The_foot_adds_up()
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport(new ReportQuery(Period.All, Top: 1)));
        Assert.Equal(
        [
            "Customers in this report|€1,234.56|2", "Other customers|€47.50|2", "Orders without a customer|€19.99|1", "Total|€1,302.05|5",
        ], page.QuerySelectorAll("tfoot tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent).Where(t => t.Length > 0))));
    }

    [Theory]
    [InlineData("orders,name")]
    [InlineData("total_spent")]
    [InlineData("email,first_order")]
    [InlineData("customer_id,name,email,total_spent,orders,first_order,last_order,days_since,average_order_value,share_of_revenue")]
    public async Task Every_row_is_as_wide_as_the_heading_whatever_columns_are_asked_for(string columns)
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport(new ReportQuery(Period.All, Columns: columns.Split(','))));
        var widths = page.QuerySelectorAll("table tr").Select(r => r.Children.Sum(c => int.Parse(c.GetAttribute("colspan") ?? "1"))).ToList();
        Assert.True(widths.Count > 4);
        Assert.Equal([columns.Split(',').Length + 1], widths.Distinct());
        var emails = page.QuerySelectorAll("table tr").Select(r => r.QuerySelectorAll(".email").Length);
        Assert.Single(emails.Distinct());
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public async Task No_name_gets_out_of_its_cell(string name)
    {
        var report = Some.Report([(1, name, name)], [new Some.Sale(1, "2026-06-01", 1234)], new ReportQuery(Period.All, Where: "name <> '<script>\u202E' OR 1 = 1"));
        var page = await Rendered.HtmlAsync(report);
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, link, [onerror]"));
        Assert.Equal(VisibleText.OneLine(name, 120), page.QuerySelector("tbody td.email bdi")!.TextContent);
        Assert.DoesNotContain('\u202E', page.DocumentElement.TextContent);
        Assert.Equal(9, page.QuerySelectorAll("tbody td").Length);
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere()
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport());
        Assert.Empty(page.QuerySelectorAll("script, link, img, [src], [href]:not(a)"));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent);
        Assert.DoesNotContain("@import", page.QuerySelector("style")!.TextContent);
    }

    [Fact]
    public async Task A_customer_without_a_name_leads_to_the_shop_s_admin()
    {
        var page = await Rendered.HtmlAsync(Some.SmallReport());
        Assert.Equal(["https://voorbeeld.myshopify.com/admin/customers/13"], page.QuerySelectorAll("th a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Rows_beyond_the_cap_are_counted_out_loud()
    {
        var report = Some.Report(
            [.. Enumerable.Range(1, 1501).Select(i => ((long)i, (string?)$"Customer {i}", (string?)null))],
            Enumerable.Range(1, 1501).Select(i => new Some.Sale(i, "2026-01-01", i)));
        var page = await Rendered.HtmlAsync(report);
        Assert.Equal(500, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("1,001 more customers are not shown here; the CSV and Excel files hold them all.", page.QuerySelector(".more")!.TextContent);
        Assert.Null((await Rendered.HtmlAsync(report, options: new RenderOptions { HtmlRows = 1501 })).QuerySelector(".more"));
    }

    [Fact]
    public async Task Currencies_are_apart()
    {
        var page = await Rendered.HtmlAsync(Some.ReportInTwoCurrencies());
        Assert.Equal(["EUR", "JPY"], page.QuerySelectorAll("section > h2").Select(h => h.TextContent));
        Assert.Equal(["€10.50", "¥5,007"], page.QuerySelectorAll("tfoot tr:last-child td.main").Select(d => d.TextContent));
    }

    [Fact]
    public async Task An_empty_report_says_so()
    {
        var page = await Rendered.HtmlAsync(Some.EmptyReport());
        Assert.Equal("No customers to show.", page.QuerySelector(".more")!.TextContent);
        Assert.Equal(["€0.00", "0", "0"], page.QuerySelectorAll(".figures dd").Select(d => d.TextContent));
    }
}
