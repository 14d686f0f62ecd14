using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public sealed class SqliteStoreContract : StoreContract, IDisposable
{
    readonly DataDirectory _data = new();

    protected override IStore Open() => _data.Open();

    public void Dispose() => _data.Dispose();
}
