namespace ShopClvReports.Storage;

/// <inheritdoc cref="IPrivacyStore"/>
sealed class SqlitePrivacy : IPrivacyStore;
