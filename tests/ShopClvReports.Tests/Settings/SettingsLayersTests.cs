namespace ShopClvReports.Tests;

public sealed class SettingsLayersTests : IDisposable
{
    readonly SettingsDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Fact]
    public void Without_file_and_variables_the_defaults_of_the_records_hold()
    {
        var settings = _driver.Load();

        Assert.Empty(settings.Shops);
        Assert.Equal(new Settings() with { Shops = settings.Shops }, settings);
    }

    [Fact]
    public void A_variable_overrides_the_file_and_the_file_overrides_the_default()
    {
        _driver.Environment["SHOPCLV__Serve__QueueCapacity"] = "65";

        var serve = _driver.Load("""{ "Serve": { "QueueCapacity": 100, "ShutdownSeconds": 5 } }""").Serve;

        Assert.Equal(new ServeSettings { QueueCapacity = 65, ShutdownSeconds = 5 }, serve);
    }

    [Fact]
    public void Names_are_understood_in_any_case()
    {
        _driver.Environment["shopclv__SERVE__queuecapacity"] = "65";

        Assert.Equal(65, _driver.Load("""{ "csv": { "BYTEORDERMARK": true } }""").Serve.QueueCapacity);
        Assert.True(_driver.Load().Serve is { QueueCapacity: 65 });
    }

    [Fact]
    public void An_empty_variable_counts_as_not_set()
    {
        _driver.Environment["SHOPCLV__Serve__Url"] = "";
        _driver.Environment["SHOPCLV__Shop__Domain"] = "";
        _driver.Environment["SHOPCLV__Shop__ClientSecret"] = "";

        Assert.Equal("http://127.0.0.1:8080", _driver.Load().Serve.Url);
        Assert.Empty(_driver.Load().Shops);
    }

    [Fact]
    public void Variables_of_other_programs_are_left_alone()
    {
        _driver.Environment["SHOPCLV"] = "x";
        _driver.Environment["SHOPCLV_HOME"] = "x";
        _driver.Environment["PATH"] = "x";

        Assert.NotNull(_driver.Load());
    }

    [Fact]
    public void A_file_may_have_comments_trailing_commas_a_schema_and_a_byte_order_mark()
    {
        var settings = _driver.Load("\uFEFF" + """
            {
              "$schema": "./shopclv.schema.json",
              // Dutch
              "Language": "nl", /* and */
              "Csv": { "ByteOrderMark": true, },
            }
            """);

        Assert.Equal("nl", settings.Language);
        Assert.True(settings.Csv.ByteOrderMark);
    }

    [Fact]
    public void A_shop_is_found_by_its_domain_in_any_case_and_listed_in_lower_case()
    {
        var shops = _driver.Load("""{ "Shops": { "My-Shop.myshopify.com": { "TimeZone": "Europe/Amsterdam", "Currency": "jpy" } } }""").Shops;

        Assert.Equal(["my-shop.myshopify.com"], shops.Keys);
        Assert.Equal(new ShopSettings { TimeZone = "Europe/Amsterdam", Currency = "JPY" }, shops["MY-SHOP.MYSHOPIFY.COM"]);
    }

    [Fact]
    public void A_variable_with_a_domain_in_its_name_adds_to_the_shop_of_the_file()
    {
        _driver.Environment["SHOPCLV__SHOPS__MY-SHOP.MYSHOPIFY.COM__CLIENTSECRET"] = "shpss_1";
        _driver.Environment["SHOPCLV__Shops__other.myshopify.com__ClientSecret"] = "shpss_2";

        var shops = _driver.Load("""{ "Shops": { "my-shop.myshopify.com": { "Currency": "KWD" } } }""").Shops;

        Assert.Equal(new ShopSettings { ClientSecret = "shpss_1", Currency = "KWD" }, shops["my-shop.myshopify.com"]);
        Assert.Equal(new ShopSettings { ClientSecret = "shpss_2" }, shops["other.myshopify.com"]);
    }

    [Fact]
    public void Variables_without_a_domain_in_their_names_define_one_shop()
    {
        _driver.Environment["SHOPCLV__SHOP__DOMAIN"] = "my-shop.myshopify.com";
        _driver.Environment["SHOPCLV__SHOP__CLIENTSECRET"] = "shpss_1";
        _driver.Environment["SHOPCLV__SHOP__TIMEZONE"] = "Europe/Amsterdam";

        var shops = _driver.Load("""{ "Shops": { "my-shop.myshopify.com": { "Currency": "KWD", "ClientSecret": "shpss_0" } } }""").Shops;

        Assert.Equal(
            new ShopSettings { ClientSecret = "shpss_1", TimeZone = "Europe/Amsterdam", Currency = "KWD" },
            Assert.Single(shops).Value);
    }

    [Fact]
    public void A_shop_may_say_nothing_but_its_domain()
    {
        _driver.Environment["SHOPCLV__Shop__Domain"] = "my-shop.myshopify.com";

        Assert.Equal(new ShopSettings(), _driver.Load("""{ "Shops": { "other.myshopify.com": {} } }""").Shops["my-shop.myshopify.com"]);
        Assert.Equal(2, _driver.Load("""{ "Shops": { "other.myshopify.com": {} } }""").Shops.Count);
    }

    [Fact]
    public void A_client_secret_is_read_from_its_file_without_the_line_end()
    {
        _driver.Environment["SHOPCLV__Shop__Domain"] = "my-shop.myshopify.com";
        _driver.Environment["SHOPCLV__Shop__ClientSecretFile"] = _driver.Write("secret", "shpss_1\n");

        Assert.Equal("shpss_1", _driver.Load().Shops["my-shop.myshopify.com"].ClientSecret);
    }
}
