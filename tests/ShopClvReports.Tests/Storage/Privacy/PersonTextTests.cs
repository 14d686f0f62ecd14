using System.IO.Compression;
using System.Text;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class PersonTextTests
{
    static readonly PersonText s_person = new(["6543210987654"], ["anna+x@example.nl"], ["Anna O'Neill", "An"]);

    [Theory]
    [InlineData("""{"email":"ANNA+x@example.nl"}""")]
    [InlineData("""{"email":"anna\u002Bx\u0040example.nl"}""")]
    [InlineData("""{"customer":{"id":6543210987654}}""")]
    [InlineData("gid:\\/\\/shopify\\/Customer\\/6543210987654")]
    [InlineData("<b>Anna O&#39;Neill</b>")]
    [InlineData("{\"html\":\"\\u003Cb\\u003EAnna O\\u0026#39;Neill\"}")]
    public void A_person_is_found_however_the_text_is_written(string text)
    {
        Assert.True(s_person.IsIn(text));
        Assert.True(s_person.IsIn(Encoding.UTF8.GetBytes(text)));
        Assert.False(s_person.IsIn(s_person.Without(text)));
    }

    [Theory]
    [InlineData("joanna+x@example.nl")]
    [InlineData("16543210987654")]
    [InlineData("An order of Anna O'Neillson")]
    public void Somebody_else_is_left_alone(string text) => Assert.False(s_person.IsIn(text));

    [Fact]
    public void A_person_is_found_in_a_workbook()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open()))
            part.Write("<t>anna+x@example.nl</t>");
        Assert.True(s_person.IsIn(file.ToArray()));
        Assert.True(s_person.IsIn([.. "PK\x03\x04"u8, 1, 2, 3]), "what cannot be opened may hold anybody");
    }

    [Fact]
    public void A_schedule_loses_the_person_and_keeps_its_readers()
    {
        const string kept = """{"Report":{"Where":"email = 'anna\u002Bx@example.nl'"},"Destinations":["email:anna\u002Bx@example.nl"]}""";
        var clean = s_person.Without(kept);
        Assert.Contains("(erased)", clean, StringComparison.Ordinal);
        Assert.EndsWith("""
            "Destinations":["email:anna\u002Bx@example.nl"]}
            """, clean, StringComparison.Ordinal);
    }
}
