using ShopClvReports.Storage;

namespace ShopClvReports.Tests;

public class ModelStoreContract : StoreContract
{
    readonly Lazy<IStore> _store = new(() => new ModelStore());

    protected override IStore Open() => _store.Value;
}
