namespace ShopClvReports.Tests;

public sealed class SettingsErrorsTests : IDisposable
{
    readonly SettingsDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    [Theory]
    [InlineData("""{ "Serve": { "MaxBodyBytes": 12 } }""", "Serve:MaxBodyBytes is 12 (shop.json line 1); expected a whole number of bytes, 1024 to 67108864")]
    [InlineData("""{ "Serve": { "MaxBodyBytes": 67108865 } }""", "Serve:MaxBodyBytes is 67108865 (shop.json line 1); expected a whole number of bytes, 1024 to 67108864")]
    [InlineData("""{ "Serve": { "MaxBodyBytes": 1e99 } }""", "Serve:MaxBodyBytes is 1e99 (shop.json line 1); expected a whole number of bytes, 1024 to 67108864")]
    [InlineData("""{ "Serve": { "MaxBodyBytes": "4096" } }""", "Serve:MaxBodyBytes is \"4096\" (shop.json line 1); expected a whole number of bytes, 1024 to 67108864")]
    [InlineData("""{ "Serve": { "ShutdownSeconds": 1.5 } }""", "Serve:ShutdownSeconds is 1.5 (shop.json line 1); expected a whole number of seconds, 1 to 300")]
    [InlineData("""{ "Serve": { "Url": null } }""", "Serve:Url is null (shop.json line 1); expected an address to listen on such as http://127.0.0.1:8080, without a path")]
    [InlineData("""{ "Serve": { "Url": ["http://a"] } }""", "Serve:Url is a list (shop.json line 1); expected an address to listen on such as http://127.0.0.1:8080, without a path")]
    [InlineData("""{ "Serve": null }""", "Serve is null (shop.json line 1); expected a section in braces")]
    [InlineData("""{ "Serve": 8080 }""", "Serve is a value that is not shown (shop.json line 1); expected a section in braces")]
    [InlineData("""{ "Csv": { "ByteOrderMark": 1 } }""", "Csv:ByteOrderMark is 1 (shop.json line 1); expected true or false")]
    [InlineData("""{ "Language": "de" }""", "Language is \"de\" (shop.json line 1); expected en or nl")]
    [InlineData("""{ "Language": {} }""", "Language is a section (shop.json line 1); expected en or nl")]
    [InlineData("""{ "Data": { "Directory": " " } }""", "Data:Directory is \" \" (shop.json line 1); expected a path")]
    [InlineData("""{ "Defaults": { "TimeZone": "Mars/Olympus" } }""", "Defaults:TimeZone is \"Mars/Olympus\" (shop.json line 1); expected the IANA name of a time zone, such as Europe/Amsterdam")]
    [InlineData("""{ "Defaults": { "TimeZone": "W. Europe Standard Time" } }""", "Defaults:TimeZone is \"W. Europe Standard Time\" (shop.json line 1); expected the IANA name of a time zone, such as Europe/Amsterdam")]
    [InlineData("""{ "Defaults": { "TimeZone": "../../etc/passwd" } }""", "Defaults:TimeZone is \"../../etc/passwd\" (shop.json line 1); expected the IANA name of a time zone, such as Europe/Amsterdam")]
    [InlineData("""{ "Defaults": { "Currency": "euro" } }""", "Defaults:Currency is \"euro\" (shop.json line 1); expected a currency of three letters (ISO 4217), such as EUR")]
    [InlineData("""{ "Telemetry": { "OtlpEndpoint": "/traces" } }""", "Telemetry:OtlpEndpoint is \"/traces\" (shop.json line 1); expected an absolute URL that begins with http:// or https://")]
    [InlineData("""{ "Shops": { "winkel.nl": {} } }""", "Shops:winkel.nl is not allowed as a name (shop.json line 1); expected a shop's domain such as my-shop.myshopify.com")]
    [InlineData("""{ "Shops": { "-a.myshopify.com": {} } }""", "Shops:-a.myshopify.com is not allowed as a name (shop.json line 1); expected a shop's domain such as my-shop.myshopify.com")]
    [InlineData("""{ "Shops": { "a.myshopify.com\n": {} } }""", "Shops:\"a.myshopify.com\\n\" is not allowed as a name (shop.json line 1); expected a shop's domain such as my-shop.myshopify.com")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "TimeZone": "Europe" } } }""", "Shops:a.myshopify.com:TimeZone is \"Europe\" (shop.json line 1); expected the IANA name of a time zone, such as Europe/Amsterdam")]
    [InlineData("""{ "Serve": { "Url": "http://a:1", "url": "http://a:2" } }""", "Serve:url is given twice (shop.json line 1, shop.json line 1); expected once")]
    public void A_wrong_value_is_told_with_its_path_place_and_what_was_expected(string json, string error) =>
        Assert.Equal([error], _driver.Errors(json));

    [Fact]
    public void A_wrong_variable_is_told_by_its_name()
    {
        _driver.Environment["SHOPCLV__SERVE__QUEUECAPACITY"] = "many";
        _driver.Environment["SHOPCLV__Csv"] = "yes";

        Assert.Equal(
            [
                "Serve:QueueCapacity is \"many\" (environment variable SHOPCLV__SERVE__QUEUECAPACITY); expected a whole number of webhooks, 64 to 1000000",
                "Csv is a value that is not shown (environment variable SHOPCLV__Csv); expected a section in braces",
            ],
            _driver.Errors());
    }

    [Fact]
    public void The_line_is_that_of_the_value()
    {
        var error = Assert.Single(_driver.Errors("\uFEFF{\n  // first\n  \"Language\": \"nl\",\n  \"Serve\": {\n    \"QueueCapacity\": 1\n  }\n}\n"));

        Assert.StartsWith("Serve:QueueCapacity is 1 (shop.json line 5); ", error);
    }

    [Fact]
    public void Every_error_is_told_at_once()
    {
        _driver.Environment["SHOPCLV__Ledger__MemoryMegabytes"] = "15";
        _driver.Environment["SHOPCLV__Shop__ClientSecret"] = "shpss_1";

        var errors = _driver.Errors("""
            {
              "Serve": { "Url": "127.0.0.1:8080", "QueueCapacity": 63, "MaxBody": 1 },
              "Servr": {},
              "Shops": { "winkel": { "Currency": "€" } }
            }
            """);

        Assert.Equal(
            [
                "Shop:Domain", "Serve:Url", "Serve:QueueCapacity", "Ledger:MemoryMegabytes",
                "Shops:winkel", "Shops:winkel:Currency", "Serve:MaxBody", "Servr",
            ],
            errors.Select(e => e[..e.IndexOf(' ')]));
    }

    [Theory]
    [InlineData("""{ "Serv": { "Url": "http://a:1" } }""", "Serv is not a setting (shop.json line 1); did you mean Serve?")]
    [InlineData("""{ "Serve": { "MaxBodyByte": 1 } }""", "Serve:MaxBodyByte is not a setting (shop.json line 1); did you mean Serve:MaxBodyBytes?")]
    [InlineData("""{ "MaxBodyBytes": 4096 }""", "MaxBodyBytes is not a setting (shop.json line 1); did you mean Serve:MaxBodyBytes?")]
    [InlineData("""{ "Shop": {} }""", "Shop is not a setting (shop.json line 1); did you mean Shops?")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "Secret": "x" } } }""", "Shops:a.myshopify.com:Secret is not a setting (shop.json line 1); expected one of ClientSecret, ClientSecretFile, PreviousClientSecret, AdminToken, AdminTokenFile, AdminSecret, TimeZone, Currency, MarginPercent, RetentionPercent, DiscountPercent, Tiers, SchedulesFile")]
    [InlineData("""{ "Shops": { "a.myshopify.com": { "ClientSecert": "x" } } }""", "Shops:a.myshopify.com:ClientSecert is not a setting (shop.json line 1); did you mean Shops:a.myshopify.com:ClientSecret?")]
    [InlineData("""{ "Smtp": {} }""", "Smtp is not a setting (shop.json line 1); expected one of Data, Language, Serve, Defaults, Ledger, Telemetry, Csv, Secrets, Outbox, Privacy, Channels, Shopify, Reconcile, Shops")]
    public void An_unknown_name_is_told_with_the_nearest_known_one(string json, string error) =>
        Assert.Equal([error], _driver.Errors(json));

    [Fact]
    public void An_unknown_variable_is_told_with_the_nearest_known_name()
    {
        _driver.Environment["SHOPCLV__Serve__Uri"] = "http://a:1";
        _driver.Environment["SHOPCLV__"] = "x";

        Assert.Equal(
            [
                "Serve:Uri is not a setting (environment variable SHOPCLV__Serve__Uri); did you mean Serve:Url?",
                " is not a setting (environment variable SHOPCLV__); expected one of Data, Language, Serve, Defaults, Ledger, Telemetry, Csv, Secrets, Outbox, Privacy, Channels, Shopify, Reconcile, Shops",
            ],
            _driver.Errors());
    }

    [Fact]
    public void A_setting_given_by_two_variables_is_refused()
    {
        _driver.Environment["SHOPCLV__LANGUAGE"] = "en";
        _driver.Environment["SHOPCLV__Language"] = "nl";
        _driver.Environment["SHOPCLV__Shop__Domain"] = "a.myshopify.com";
        _driver.Environment["SHOPCLV__Shop__Currency"] = "EUR";
        _driver.Environment["SHOPCLV__Shops__a.myshopify.com__Currency"] = "JPY";

        Assert.Equal(
            [
                "Language is given twice (environment variable SHOPCLV__LANGUAGE, environment variable SHOPCLV__Language); expected once",
                "Shops:a.myshopify.com:Currency is given twice (environment variable SHOPCLV__Shops__a.myshopify.com__Currency, environment variable SHOPCLV__Shop__Currency); expected once",
            ],
            _driver.Errors());
    }

    [Fact]
    public void A_section_and_a_value_under_one_name_are_refused()
    {
        _driver.Environment["SHOPCLV__Csv"] = "x";
        _driver.Environment["SHOPCLV__Csv__ByteOrderMark"] = "true";

        Assert.Contains(
            "Csv:ByteOrderMark is given twice (environment variable SHOPCLV__Csv, environment variable SHOPCLV__Csv__ByteOrderMark); expected once",
            _driver.Errors());
    }

    [Fact]
    public void Variables_of_one_shop_need_its_domain()
    {
        _driver.Environment["SHOPCLV__Shop__ClientSecret"] = "shpss_1";

        Assert.Equal(
            ["Shop:Domain is not set, but environment variable SHOPCLV__Shop__ClientSecret is; expected a shop's domain such as my-shop.myshopify.com in SHOPCLV__Shop__Domain"],
            _driver.Errors());
    }

    [Fact]
    public void A_wrong_domain_of_one_shop_is_told_by_its_variable()
    {
        _driver.Environment["SHOPCLV__Shop__Domain"] = "https://my-shop.myshopify.com";
        _driver.Environment["SHOPCLV__Shop__ClientSecret"] = "shpss_1";

        Assert.Equal(
            ["Shops:https://my-shop.myshopify.com is not allowed as a name (environment variable SHOPCLV__Shop__Domain); expected a shop's domain such as my-shop.myshopify.com"],
            _driver.Errors());
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Equal(
            ["nothing.json does not exist; expected a JSON file such as config/shopclv.example.json"],
            _driver.ErrorsOf(_driver.PathOf("nothing.json")));

    [Fact]
    public void A_folder_in_place_of_the_file_is_told()
    {
        Directory.CreateDirectory(_driver.PathOf("folder"));

        Assert.Equal(["folder is a folder; expected a JSON file"], _driver.ErrorsOf(_driver.PathOf("folder")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n  \"Language\": \"nl\"\n  \"Csv\": {}\n}", 3)]
    [InlineData("{\n  \"Language\": nl\n}", 2)]
    [InlineData("{\n  \"Language\": \"\\ud800\"\n}", 2)]
    [InlineData("{}\n{}", 2)]
    [InlineData("{\n  \"Csv\": {\n", 3)]
    public void Broken_JSON_is_told_with_its_line(string json, int line) =>
        Assert.Equal([$"shop.json line {line} is not JSON in UTF-8; expected a comma, quote or brace there, or just before it"], _driver.Errors(json));

    [Fact]
    public void A_thousand_nested_sections_are_an_error_and_not_a_crash() =>
        Assert.Single(_driver.Errors(string.Concat(Enumerable.Repeat("""{"Serve":""", 1000))));

    [Theory]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    [InlineData("\"Language\"", "a value that is not shown")]
    public void A_file_that_holds_no_object_is_told(string json, string found) =>
        Assert.Equal([$"shop.json holds {found}; expected an object in braces, such as config/shopclv.example.json"], _driver.Errors(json));

    [Fact]
    public void A_broken_file_does_not_hide_a_wrong_variable()
    {
        _driver.Environment["SHOPCLV__Language"] = "de";

        Assert.Equal(2, _driver.Errors("{").Length);
    }

    [Fact]
    public void A_long_value_is_shortened_and_kept_on_one_line()
    {
        var error = Assert.Single(_driver.Errors($$"""{ "Language": "a\nb{{new string('x', 10_000)}}" }"""));

        Assert.StartsWith("Language is \"a\\nbxxx", error);
        Assert.True(error.Length < 200, error);
    }

    [Fact]
    public void A_secret_file_that_is_not_there_or_holds_no_secret_is_told()
    {
        var prefix = "Shops:a.myshopify.com:ClientSecretFile is ";
        var (absent, empty) = (_driver.PathOf("absent"), _driver.Write("empty", " \n"));

        var first = Assert.Single(_driver.Errors($$"""{ "Shops": { "a.myshopify.com": { "ClientSecretFile": "{{absent}}" } } }"""));
        var second = Assert.Single(_driver.Errors($$"""{ "Shops": { "a.myshopify.com": { "ClientSecretFile": "{{empty}}" } } }"""));

        Assert.StartsWith(prefix, first);
        Assert.Contains("; expected a readable file that holds the secret and nothing else (Could not find file", first);
        Assert.StartsWith(prefix, second);
        Assert.EndsWith("; expected a readable file that holds the secret and nothing else", second);
    }

    [Fact]
    public void A_secret_and_a_file_for_it_at_once_are_refused()
    {
        var file = _driver.Write("secret", "shpss_1");

        var errors = _driver.Errors($$"""
            {
              "Secrets": { "KeyFile": "k", "Key": "{{Convert.ToBase64String(new byte[32])}}" },
              "Shops": { "a.myshopify.com": { "ClientSecret": "shpss_2", "ClientSecretFile": "{{file}}" } }
            }
            """);

        Assert.Equal(
            [
                "Secrets:KeyFile is \"k\" (shop.json line 2); expected either KeyFile or Key, not both",
                "Shops:a.myshopify.com:ClientSecretFile is \"secret\" (shop.json line 3); expected either ClientSecretFile or ClientSecret, not both",
            ],
            errors);
    }
}
