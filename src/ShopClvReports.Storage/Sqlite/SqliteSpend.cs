using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <inheritdoc cref="ISpendStore"/>
sealed class SqliteSpend(SqliteStore store) : ISpendStore
{
    public IReadOnlyList<MarketingSpend> Spend(int shop) => store.Read(connection => connection.Query(
        "SELECT month, channel, amount, currency FROM marketing_spend WHERE shop_id = ?1 ORDER BY month, channel",
        r => new MarketingSpend(
            DateOnly.ParseExact(r.GetString(0), MonthFormat, CultureInfo.InvariantCulture), r.GetString(1), new Money(r.GetInt64(2), new Currency(r.GetString(3)))),
        shop));

    public Task SaveAsync(int shop, IReadOnlyList<MarketingSpend> spend) => store.WriteAsync(connection =>
    {
        foreach (var one in spend)
            connection.Execute(
                """
                INSERT INTO marketing_spend VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO UPDATE SET amount = excluded.amount, currency = excluded.currency
                """,
                shop, Month(one.Month), one.Channel, one.Amount.Minor, one.Amount.Currency.Code);
        return spend.Count;
    });

    public Task<int> RemoveAsync(int shop, DateOnly month, string? channel) => store.WriteAsync(connection =>
        connection.Execute("DELETE FROM marketing_spend WHERE shop_id = ?1 AND month = ?2 AND (?3 IS NULL OR channel = ?3)", shop, Month(month), channel));

    const string MonthFormat = "yyyy-MM";

    static string Month(DateOnly month) => month.ToString(MonthFormat, CultureInfo.InvariantCulture);
}
