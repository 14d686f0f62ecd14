using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ShopClvReports.EndToEnd;

public sealed partial class RequestTests(ServingShop shop) : IClassFixture<ServingShop>
{
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    public async Task Only_POST_is_allowed(string method)
    {
        using var sender = shop.Sender();
        using var answer = await sender.SendAsync(new Sale(1).Body(), change: r => r.Method = new HttpMethod(method));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
        Assert.Null(await shop.FiguresAsync(new Sale(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_beyond_the_limit_is_refused_with_413(bool chunked)
    {
        var sale = new Sale(2);
        var body = Padded(sale.Body(), ServingShop.MaxBodyBytes + 1);
        using var sender = shop.Sender();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await sender.StatusAsync(body, change: r => r.Headers.TransferEncodingChunked = chunked));
        Assert.Null(await shop.FiguresAsync(sale));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task A_body_of_just_the_limit_is_taken(int number, bool chunked)
    {
        var sale = new Sale(number);
        var body = Padded(sale.Body(), ServingShop.MaxBodyBytes);
        using var sender = shop.Sender();
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(body, change: r => r.Headers.TransferEncodingChunked = chunked));
        Assert.Equal(new CustomerFigures(1, sale.Total), await shop.FiguresAsync(sale));
    }

    [Fact]
    public async Task Header_names_without_X_are_understood()
    {
        var sale = new Sale(5);
        using var sender = shop.Sender();
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(sale.Body(), change: request =>
        {
            foreach (var (name, values) in request.Headers.ToList())
            {
                request.Headers.Remove(name);
                request.Headers.Add(name["X-".Length..].ToLowerInvariant(), values);
            }
        }));
        Assert.Equal(new CustomerFigures(1, sale.Total), await shop.FiguresAsync(sale));
    }

    [Fact]
    public async Task Topics_that_are_not_ours_are_acknowledged_and_counted()
    {
        using var sender = shop.Sender();
        var before = await sender.MetricsAsync();
        foreach (var topic in new[] { "shop/update", "products/update", "themes/publish" })
            Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync("{}"u8.ToArray(), topic));
        var after = await sender.MetricsAsync();
        Assert.Equal(3, after["webhooks_acknowledged"] - before["webhooks_acknowledged"]);
        Assert.Equal(before["webhooks_stored"], after["webhooks_stored"]);
    }

    [Fact]
    public async Task What_is_signed_and_not_understood_is_acknowledged_and_kept_whole_in_quarantine()
    {
        using var folder = new UserFolder();
        await using var server = await folder.ServeAsync();
        using var sender = new WebhookSender(await server.ListeningAsync());
        // A whole order, but for an amount that a later version might understand.
        var sale = new Sale(6);
        var garbage = "{\"id\":5,\"total_price\":"u8.ToArray();
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(garbage));
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(garbage));
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(sale.Body(), change: r => r.Headers.Remove("X-Shopify-Topic")));
        Assert.Empty((await folder.ReportAsync()).Customers);

        var listed = (await folder.RunAsync("quarantine", "list")).Fine().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, listed.Length);
        Assert.Contains("names no topic", listed[0]);
        Assert.Contains("webhook orders/create", listed[1]);
        Assert.Contains($"{garbage.Length} bytes", listed[1]);
        var id = Number().Match(listed[1]).Value;

        Assert.Equal(Encoding.UTF8.GetString(garbage), (await folder.RunAsync("quarantine", "show", id)).Fine());
        var retried = await folder.RunAsync("quarantine", "retry", id);
        Assert.Equal(1, retried.ExitCode);
        Assert.Contains("0 understood and stored, 1 still in quarantine", retried.Output);
        Assert.Contains("no entry 999", (await folder.RunAsync("quarantine", "retry", "999")).Failed(2));

        (await folder.RunAsync("quarantine", "discard", id)).Fine();
        Assert.DoesNotContain("orders/create", (await folder.RunAsync("quarantine", "list")).Fine());
    }

    [Fact]
    public async Task What_waits_in_quarantine_is_stored_when_a_retry_understands_it()
    {
        using var folder = new UserFolder();
        await using var server = await folder.ServeAsync();
        using var sender = new WebhookSender(await server.ListeningAsync());
        var sale = new Sale(7);
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync("{"u8.ToArray()));
        // As if an older version had not understood this one.
        using (var database = OtherProgram.Open(folder.Database))
            Assert.Equal(1, database.Run("UPDATE quarantine SET body = $body", ("$body", sale.Body())));

        Assert.Contains("1 understood and stored, 0 still in quarantine", (await folder.RunAsync("quarantine", "retry")).Fine());
        Assert.Equal(new CustomerFigures(1, sale.Total), (await folder.ReportAsync()).Customers[sale.Customer]);
        Assert.Contains("The quarantine is empty", (await folder.RunAsync("quarantine", "list")).Fine());
    }

    /// <summary>Blanks after a body are of no account.</summary>
    static byte[] Padded(byte[] body, int length) => [.. body, .. Enumerable.Repeat((byte)' ', length - body.Length)];

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex Number();
}
