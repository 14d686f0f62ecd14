using System.Text;
using ShopClvReports.Analytics;
using ShopClvReports.Shopify;

namespace ShopClvReports.Tests;

public class CustomerPayloadTests
{
    const string Body = """
        {"id":706405506930370084,"created_at":"2024-01-02T08:00:00+01:00","updated_at":"2025-01-02T08:00:00+01:00","first_name":"Bob",
        "last_name":"Biller","state":"disabled","note":null,"verified_email":true,"email":"Bob@Biller.example","phone":null,"currency":"EUR",
        "addresses":[],"tax_exemptions":[],"default_address":{"id":12321,"first_name":"Iemand","last_name":"Anders","email":"niet@deze.example"}}
        """;

    static IReadOnlyList<ShopFact>? Read(string topic, string body) => Payload.Read(
        topic, Encoding.UTF8.GetBytes(body), new Shop(1, "example.myshopify.com", TimeZoneInfo.Utc, new Currency("EUR")), DateTimeOffset.UnixEpoch);

    static CustomerFact Customer(string body) => Assert.IsType<CustomerSeen>(Assert.Single(Read("customers/update", body)!)).Customer;

    [Theory]
    [InlineData("customers/create")]
    [InlineData("customers/update")]
    [InlineData("customers/enable")]
    [InlineData("customers/disable")]
    public void A_customer_is_seen(string topic) => Assert.Equal(
        new CustomerSeen(new CustomerFact(
            new CustomerId(706_405_506_930_370_084), CustomerKind.Account, null, "Bob Biller", "bob@biller.example",
            new DateTimeOffset(2025, 1, 2, 7, 0, 0, TimeSpan.Zero))),
        Assert.Single(Read(topic, Body)!));

    [Fact]
    public void A_null_email_takes_the_email_away() =>
        Assert.Null(Customer(Body.Replace("\"Bob@Biller.example\"", "null", StringComparison.Ordinal)).Email);

    [Theory]
    [InlineData("\"Bob\"", "null", "Biller")]
    [InlineData("\"Biller\"", "\"  \"", "Bob")]
    [InlineData("\"Bob\"", "\" Bob \"", "Bob Biller")]
    [InlineData("\"first_name\":\"Bob\",\n\"last_name\":\"Biller\",", "", null)]
    public void The_name_is_made_of_what_is_there(string part, string instead, string? name) =>
        Assert.Equal(name, Customer(Body.Replace(part, instead, StringComparison.Ordinal)).Name);

    [Fact]
    public void A_deleted_customer_is_deleted() => Assert.Equal(
        new CustomerDeleted(new CustomerId(706_405_506_930_370_084)),
        Assert.Single(Read("customers/delete", """{"id":706405506930370084,"tax_exemptions":[]}""")!));

    [Theory]
    [InlineData("completed")]
    [InlineData("in_progress")]
    public void Merged_customers_are_merged(string status) => Assert.Equal(
        new CustomersMerged(new CustomerId(31), new CustomerId(32)), Assert.Single(Read("customers/merge", Merge(31, 32, status))!));

    [Fact]
    public void A_failed_merge_tells_nothing() => Assert.Empty(Read("customers/merge", Merge(31, 32, "failed"))!);

    [Fact]
    public void A_customer_merged_with_itself_is_refused() =>
        Assert.Throws<PayloadException>(() => Read("customers/merge", Merge(31, 31, "completed")));

    static string Merge(long kept, long gone, string status) => $$"""
        {"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/{{kept}}","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/{{gone}}",
        "admin_graphql_api_job_id":null,"status":"{{status}}","errors":[]}
        """;
}
