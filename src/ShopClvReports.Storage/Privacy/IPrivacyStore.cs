namespace ShopClvReports.Storage;

/// <summary>Obligations towards customers, and who looked at their data. Each method is one atomic step, on disk when it returns.</summary>
public interface IPrivacyStore;
