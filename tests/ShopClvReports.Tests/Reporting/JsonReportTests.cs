using System.Text.Json;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports.Tests;

public class JsonReportTests
{
    [Fact]
    public async Task The_object_has_the_documented_shape()
    {
        var json = await Rendered.JsonAsync(Some.SmallReport(new ReportQuery(Period.Parse("this-year"), Top: 1)));
        var definition = json.GetProperty("definition").GetString();
        Assert.Equal(string.Join(' ', ReportText.Of(Some.SmallReport(new ReportQuery(Period.Parse("this-year"), Top: 1)), Language.En).Definition), definition);
        // Anna's one order of 2026, the negative one, and nobody's: 234.56 - 2.50 + 19.99 = 252.05.
        const string expected = """
            {"report":"clv","shop":"voorbeeld.myshopify.com","asOf":"2026-06-30T22:00:00Z",
             "period":{"name":"this-year","from":"2026-01-01","to":"2026-06-30"},"timeZone":"Europe/Amsterdam","valuePolicy":"paid","definition":"…",
             "sections":[{"currency":"EUR",
               "totals":{"customers":2,"orders":3,"spent":"252.05","shown":{"orders":1,"spent":"234.56"},"others":{"orders":1,"spent":"-2.50"},
                         "withoutCustomer":{"orders":1,"spent":"19.99"}},
               "rows":[{"customerId":"11","name":"Anna de Vries","email":"anna@example.com","totalSpent":"234.56","orders":1,"firstOrder":"2024-03-05",
                        "lastOrder":"2026-05-21","daysSince":40,"averageOrderValue":"234.56","shareOfRevenue":0.930609}]}]}
            """;
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(expected.Replace("…", JsonEncodedText.Encode(definition!).ToString())).RootElement, json), json.GetRawText());
    }

    [Fact]
    public async Task Without_a_bound_or_a_value_there_is_null()
    {
        var json = await Rendered.JsonAsync(Some.Report([(1, null, null)], [new Some.Sale(1, "2026-01-01", 0)]));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("period").GetProperty("from").ValueKind);
        var row = json.GetProperty("sections")[0].GetProperty("rows")[0];
        Assert.All(["name", "email", "shareOfRevenue"], key => Assert.Equal(JsonValueKind.Null, row.GetProperty(key).ValueKind));
    }

    [Fact]
    public async Task The_customers_id_is_there_once_whatever_columns_are_asked_for()
    {
        var json = await Rendered.JsonAsync(Some.SmallReport(new ReportQuery(Period.All, Columns: ["orders", "customer_id"])));
        Assert.Equal(["customerId", "orders"], json.GetProperty("sections")[0].GetProperty("rows")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task A_column_that_is_asked_for_twice_is_there_once()
    {
        var json = await Rendered.JsonAsync(Some.SmallReport(new ReportQuery(Period.All, Columns: ["name", "orders", "name"])));
        Assert.Equal(["customerId", "name", "orders"], json.GetProperty("sections")[0].GetProperty("rows")[0].EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(Rendered.HostileNames), MemberType = typeof(Rendered))]
    public async Task A_name_comes_back_as_it_was(string name)
    {
        var json = await Rendered.JsonAsync(Some.ReportOn(name));
        Assert.Equal(string.Concat(name.EnumerateRunes()), json.GetProperty("sections")[0].GetProperty("rows")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        var json = await Rendered.JsonAsync(Some.ReportOn("a\uD800b"));
        Assert.Equal("a\uFFFDb", json.GetProperty("sections")[0].GetProperty("rows")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Sections_have_the_decimals_of_their_currency()
    {
        var json = await Rendered.JsonAsync(Some.ReportInTwoCurrencies());
        Assert.Equal(["EUR 10.50", "JPY 5007"], json.GetProperty("sections").EnumerateArray()
            .Select(s => $"{s.GetProperty("currency")} {s.GetProperty("totals").GetProperty("spent")}"));
    }

    [Fact]
    public async Task An_empty_report_has_a_section_without_rows()
    {
        var sections = (await Rendered.JsonAsync(Some.EmptyReport())).GetProperty("sections");
        Assert.Equal(0, sections[0].GetProperty("rows").GetArrayLength());
        Assert.Equal("0.00", sections[0].GetProperty("totals").GetProperty("spent").GetString());
    }
}
