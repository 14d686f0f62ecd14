namespace ShopClvReports.Storage;

/// <inheritdoc cref="IReconcileStore"/>
sealed class SqliteReconciliations : IReconcileStore;
