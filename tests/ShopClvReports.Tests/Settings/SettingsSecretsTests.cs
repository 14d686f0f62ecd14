namespace ShopClvReports.Tests;

public sealed class SettingsSecretsTests : IDisposable
{
    /// <summary>Wrong as a secret and as a key, for the blank in it.</summary>
    const string Secret = "hunter2 hunter2";

    readonly SettingsDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData("Secrets:Key")]
    [InlineData("Shops:a.myshopify.com:ClientSecret")]
    [InlineData("Shops:a.myshopify.com:PreviousClientSecret")]
    [InlineData("Shops:a.myshopify.com:AdminSecret")]
    [InlineData("Channels:Slack:Token")]
    [InlineData("Channels:Slack:WebhookUrl")]
    [InlineData("Channels:Slack:SigningSecret")]
    public void A_wrong_secret_is_told_but_not_shown(string path)
    {
        _driver.Environment[$"SHOPCLV__{path.Replace(":", "__")}"] = Secret;

        var error = Assert.Single(_driver.Errors());

        Assert.StartsWith($"{path} is a value that is not shown (environment variable ", error);
        Assert.DoesNotContain("hunter2", error);
    }

    [Theory]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecret": ["hunter2"] } } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecret": { "x": "hunter2" } } } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecrets": "hunter2" } } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": "hunter2" } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecret": "hunter2", "ClientSecret": "hunter2" } } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecret": thunter2 } } }""")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecret": "hunter2""")]
    [InlineData("""{ "Shops": "hunter2" }""")]
    [InlineData("\"hunter2\"")]
    public void A_secret_in_the_wrong_place_or_shape_is_not_shown(string json) =>
        Assert.DoesNotContain("hunter2", string.Join('\n', _driver.Errors(json)));

    [Fact]
    public void What_a_secret_file_holds_is_not_shown()
    {
        _driver.Environment["SHOPCLV__Shops__a.myshopify.com__ClientSecretFile"] = _driver.Write("secret", Secret);

        Assert.DoesNotContain("hunter2", Assert.Single(_driver.Errors()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("shpss_1\\n")]
    public void A_blank_in_a_secret_is_refused_as_a_slip_of_pasting(string secret) =>
        Assert.Equal(
            ["Shops:a.myshopify.com:ClientSecret is a value that is not shown (shop.json line 1); expected a secret without blanks"],
            _driver.Errors($$"""{ "Shops": { "a.myshopify.com": { "ClientSecret": "{{secret}}" } } }"""));

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void A_key_of_another_length_is_refused(int bytes)
    {
        _driver.Environment["SHOPCLV__Secrets__Key"] = Convert.ToBase64String(new byte[bytes]);

        Assert.Equal(
            ["Secrets:Key is a value that is not shown (environment variable SHOPCLV__Secrets__Key); expected base64 of 32 bytes"],
            _driver.Errors());
    }

    [Fact]
    public void A_password_of_two_lines_is_refused_and_not_shown()
    {
        var error = Assert.Single(_driver.Errors("""{ "Channels": { "Email": { "Password": "hunter2\nhunter2" } } }"""));

        Assert.Equal("Channels:Email:Password is a value that is not shown (shop.json line 1); expected a password on one line", error);
    }

    [Fact]
    public void Printed_settings_show_no_secret()
    {
        var key = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        var settings = _driver.Load($$"""
            {
              "Secrets": { "Key": "{{key}}" },
              "Channels": { "Email": { "Password": "hunter4" }, "Slack": { "Token": "hunter5", "WebhookUrl": "https://hunter6", "SigningSecret": "hunter7" } },
              "Shops": { "a.myshopify.com": { "ClientSecret": "hunter1", "PreviousClientSecret": "hunter2", "AdminSecret": "hunter3" } }
            }
            """);

        var printed = $"{settings}{settings.Secrets}{settings.Shops.Single()}{settings.Channels}{settings.Channels.Email}{settings.Channels.Slack}";

        Assert.Equal("hunter1", settings.Shops["a.myshopify.com"].ClientSecret);
        Assert.DoesNotContain(key, printed);
        Assert.DoesNotContain("hunter", printed);
    }
}
