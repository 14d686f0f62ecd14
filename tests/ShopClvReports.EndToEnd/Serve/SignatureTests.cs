using System.Net;

namespace ShopClvReports.EndToEnd;

public sealed class SignatureTests(ServingShop shop) : IClassFixture<ServingShop>
{
    const string Header = "X-Shopify-Hmac-Sha256";

    [Theory]
    [InlineData(1, UserFolder.Secret)]
    [InlineData(2, ServingShop.PreviousSecret)]
    [InlineData(3, ServingShop.AdminSecret)]
    public async Task Each_secret_of_the_shop_signs(int number, string secret)
    {
        var sale = new Sale(number);
        using var sender = shop.Sender(secret: secret);
        Assert.Equal(HttpStatusCode.OK, await sender.StatusAsync(sale.Body()));
        Assert.Equal(new CustomerFigures(1, sale.Total), await shop.FiguresAsync(sale));
    }

    public static TheoryData<string> Forgeries => [.. s_forgeries.Keys];

    static readonly Dictionary<string, Func<ServingShop, Sale, Task<HttpStatusCode>>> s_forgeries = new()
    {
        ["an unknown shop"] = (shop, sale) => SendAsync(shop.Sender("onbekend.myshopify.com"), sale.Body()),
        ["no shop"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), r => r.Headers.Remove("X-Shopify-Shop-Domain")),
        ["two shops"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), r => r.Headers.Add("X-Shopify-Shop-Domain", UserFolder.Domain)),
        ["no signature"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), r => r.Headers.Remove(Header)),
        ["two signatures"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), r => r.Headers.Add(Header, WebhookSender.Sign(UserFolder.Secret, sale.Body()))),
        ["a signature that is no base64"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), Signed(new string('!', 44))),
        ["a signature cut short"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), Signed(WebhookSender.Sign(UserFolder.Secret, sale.Body())[..40])),
        ["the signature of nothing"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body(), Signed(WebhookSender.Sign(UserFolder.Secret, []))),
        ["a wrong secret"] = (shop, sale) => SendAsync(shop.Sender(secret: "shpss_of_somebody_else"), sale.Body()),
        ["no secret"] = (shop, sale) => SendAsync(shop.Sender(secret: ""), sale.Body()),
        ["a body changed by one byte"] = (shop, sale) => SendAsync(shop.Sender(), [.. sale.Body(), (byte)' '], Signed(WebhookSender.Sign(UserFolder.Secret, sale.Body()))),
        ["a body cut by one byte"] = (shop, sale) => SendAsync(shop.Sender(), sale.Body()[..^1], Signed(WebhookSender.Sign(UserFolder.Secret, sale.Body()))),
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Refused_with_401_and_nothing_is_stored(string forgery)
    {
        var sale = new Sale(100 + s_forgeries.Keys.ToList().IndexOf(forgery));
        Assert.Equal(HttpStatusCode.Unauthorized, await s_forgeries[forgery](shop, sale));
        Assert.Null(await shop.FiguresAsync(sale));
        Assert.Contains("The quarantine is empty", (await shop.Folder.RunAsync("quarantine", "list")).Fine());
    }

    static Action<HttpRequestMessage> Signed(string signature) => request =>
    {
        request.Headers.Remove(Header);
        request.Headers.Add(Header, signature);
    };

    static async Task<HttpStatusCode> SendAsync(WebhookSender sender, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using (sender) return await sender.StatusAsync(body, change: change);
    }
}
