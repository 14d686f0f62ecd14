using System.Reflection;
using System.Xml.Linq;

namespace ShopClvReports.Tests;

/// <summary>Dependencies point one way: ShopClvReports to Shopify and Reporting, these to Storage, that to Analytics.</summary>
public sealed class DependencyTests
{
    const string Own = "ShopClvReports";

    static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["ShopClvReports"] = ["ShopClvReports.Shopify", "ShopClvReports.Reporting", "ShopClvReports.Storage", "ShopClvReports.Analytics"],
        ["ShopClvReports.Shopify"] = ["ShopClvReports.Storage", "ShopClvReports.Analytics"],
        ["ShopClvReports.Reporting"] = ["ShopClvReports.Storage", "ShopClvReports.Analytics"],
        ["ShopClvReports.Storage"] = ["ShopClvReports.Analytics"],
        ["ShopClvReports.Analytics"] = [],
    };

    public static TheoryData<string> Projects => [.. s_allowed.Keys];

    [Fact]
    public void Every_project_has_its_rule()
    {
        var found = Repository.Files("src", ".csproj").Select(Path.GetFileNameWithoutExtension).Order().ToList();
        Assert.NotEmpty(found);
        Assert.Equal(s_allowed.Keys.Order(), found);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var references = Items(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))).ToList();
        Assert.Empty(references.Except(s_allowed[project]));
        Assert.Equal(s_allowed[project].Length == 0, references.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_lies_below_it(string project)
    {
        var references = AssemblyOf(project).GetReferencedAssemblies()
            .Select(a => a.Name!).Where(n => n == "shopclv" || n.StartsWith(Own, StringComparison.Ordinal)).ToList();
        Assert.Empty(references.Except(s_allowed[project]));
        Assert.Equal(s_allowed[project].Length == 0, references.Count == 0);
    }

    [Fact]
    public void Only_storage_knows_the_database()
    {
        Assert.Contains("Microsoft.Data.Sqlite", Items("ShopClvReports.Storage", "PackageReference"));
        Assert.Contains("Microsoft.Data.Sqlite", Drivers("ShopClvReports.Storage"));
        foreach (var project in s_allowed.Keys.Where(p => p != "ShopClvReports.Storage"))
        {
            Assert.DoesNotContain(Items(project, "PackageReference"), IsDriver);
            Assert.Empty(Drivers(project));
        }
    }

    [Fact]
    public void Packages_of_storage_cannot_be_named_above_it()
    {
        foreach (var package in Project("ShopClvReports.Storage").Descendants("PackageReference"))
            Assert.True((string?)package.Attribute("PrivateAssets") is "compile" or "all", $"{package.Attribute("Include")} leaks upwards");
    }

    [Fact]
    public void Analytics_stands_on_the_base_library_alone()
    {
        Assert.Equal(["Microsoft.CodeAnalysis.BannedApiAnalyzers"], Items("ShopClvReports.Analytics", "PackageReference"));
        Assert.Empty(Items("ShopClvReports.Analytics", "FrameworkReference"));
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = AssemblyOf("ShopClvReports.Analytics").GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.All(references, a => Assert.True(File.Exists(Path.Combine(runtime, a.Name + ".dll")), $"{a.Name} is not of the base library"));
    }

    static List<string> Drivers(string project) => [.. AssemblyOf(project).GetReferencedAssemblies().Select(a => a.Name!).Where(IsDriver)];

    static bool IsDriver(string name) =>
        name.Contains("sqlite", StringComparison.OrdinalIgnoreCase) || name.Contains("npgsql", StringComparison.OrdinalIgnoreCase);

    static Assembly AssemblyOf(string project) => Assembly.Load(project == Own ? "shopclv" : project);

    static List<string> Items(string project, string item) => [.. Project(project).Descendants(item).Select(e => e.Attribute("Include")!.Value)];

    static XDocument Project(string project) => XDocument.Load($"{Repository.Root}src/{project}/{project}.csproj");
}
