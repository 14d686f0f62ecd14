using System.Reflection;
using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class StoreEnginesTests
{
    [Fact]
    public void Every_engine_runs_the_contract()
    {
        Type[] engines =
        [
            .. Assembly.GetExecutingAssembly().GetReferencedAssemblies()
                .Where(a => a.Name is "shopclv" || a.Name!.StartsWith("ShopClvReports.", StringComparison.Ordinal))
                .SelectMany(a => Assembly.Load(a).GetTypes()).Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IStore))),
            typeof(ModelStore),
        ];
        Assert.Contains(typeof(SqliteStore), engines);

        var contracts = typeof(StoreContract).Assembly.GetTypes().Where(t => t.IsPublic && t.IsSubclassOf(typeof(StoreContract))).Select(t => t.Name);
        Assert.Equal(engines.Select(e => e.Name + "Contract").Order(), contracts.Order());
    }
}
