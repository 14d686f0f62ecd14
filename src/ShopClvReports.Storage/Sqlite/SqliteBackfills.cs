namespace ShopClvReports.Storage;

/// <inheritdoc cref="IBackfillStore"/>
sealed class SqliteBackfills : IBackfillStore;
