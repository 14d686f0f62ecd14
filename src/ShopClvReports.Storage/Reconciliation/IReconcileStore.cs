namespace ShopClvReports.Storage;

/// <summary>What Shopify says of customers and days, and how that compared with ours. Each method is one atomic step, on disk when it returns.</summary>
public interface IReconcileStore;
