namespace ShopClvReports.Storage;

/// <summary>How far the history of each shop has come. Each method is one atomic step, on disk when it returns.</summary>
public interface IBackfillStore;
