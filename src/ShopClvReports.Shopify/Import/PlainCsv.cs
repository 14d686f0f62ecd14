using System.Globalization;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>
/// <c>customer_id,ordered_at,amount[,order_id,email,name,currency]</c>, in any order. Without an order id an order is what its
/// customer, time, amount and currency say it is: a second import changes nothing, and lines that are equal are one order.
/// </summary>
sealed class PlainCsv(Shop shop)
{
    /// <summary>Indexes into <see cref="Required"/> and <see cref="Optional"/> together.</summary>
    const int CustomerId = 0, OrderedAt = 1, Amount = 2, OrderId = 3, EmailAddress = 4, Name = 5, CurrencyCode = 6;

    public static IReadOnlyList<string> Required { get; } = ["customer_id", "ordered_at", "amount"];
    public static IReadOnlyList<string> Optional { get; } = ["order_id", "email", "name", "currency"];

    /// <summary>The first day there can be.</summary>
    static readonly long Epoch = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay;

    readonly CsvInstant _instant = new(shop.TimeZone);

    /// <exception cref="ImportException">A column is missing.</exception>
    public static IEnumerable<Imported> Read(ImportSource source, Shop shop, string name)
    {
        var header = CsvHeader.Peek(source, name);
        var columns = header.Require(name, Required, Optional);
        source.Take(header.Raw.Length);
        var plain = new PlainCsv(shop);
        using var records = new CsvRecords(source, header, columns);
        while (records.Read()) yield return plain.Row(records, header);
    }

    Imported Row(CsvRecords row, CsvHeader header)
    {
        try
        {
            return row.Broken is { } reason
                ? Imported.No(row.Line, reason, header.Above(row.Raw))
                : Imported.Of(Order(row), row.Raw.Length);
        }
        catch (PayloadException e)
        {
            return Imported.No(row.Line, e.Message, header.Above(row.Raw));
        }
    }

    OrderSeen Order(CsvRecords row)
    {
        var at = _instant.Read("ordered_at", row[OrderedAt])
            ?? throw CsvField.Unexpected("ordered_at", [], "when it was ordered, such as 2024-03-05");
        var currency = CsvField.Currency("currency", row[CurrencyCode], shop.Currency);
        var amount = CsvField.Minor("amount", CsvField.Positive("amount", row[Amount], currency), currency);
        var customer = Customer(row, at, out var known);
        var (id, number) = Id(row[OrderId], customer, at, amount, currency);
        return new OrderSeen(
            new OrderFact(
                id, number, customer, at, at, currency, new OrderAmounts(amount, amount, amount, 0), Test: false, CancelledAt: null,
                FinancialStatus.Paid, Channel: "", [], OrderDetail.Summary),
            [], known);
    }

    static CustomerId? Customer(CsvRecords row, DateTimeOffset at, out CustomerFact? known)
    {
        var email = CsvField.Email(row[EmailAddress]);
        var name = CsvField.Text(row[Name]);
        known = null;
        if (CsvField.IsId(row[CustomerId], out var number))
        {
            var account = new CustomerId(number);
            if ((email ?? name) is not null) known = new CustomerFact(account, CustomerKind.Account, Label: null, name, email, at);
            return account;
        }

        var label = CsvField.Text(row[CustomerId]);
        if (label is null && email is null) return null;
        known = label is null
            ? new CustomerFact(new CustomerId(DerivedId.Of("email", email!)), CustomerKind.Guest, Label: null, name, email, at)
            : new CustomerFact(new CustomerId(DerivedId.Of("customer", label)), CustomerKind.Imported, label, name, email, at);
        return known.Id;
    }

    /// <summary>Lets the orders of a day lie together in the store, which takes half the time. 47 bits tell those of a day apart.</summary>
    static long OfDay(long id, DateTimeOffset at) =>
        long.MinValue | (at.UtcTicks / TimeSpan.TicksPerDay - Epoch) << 47 | (id & (1L << 47) - 1);

    static (OrderId, string Number) Id(ReadOnlySpan<byte> field, CustomerId? customer, DateTimeOffset at, long amount, Currency currency)
    {
        if (CsvField.IsId(field, out var id)) return (new OrderId(id), "");
        if (CsvField.Text(field) is { } text) return (new OrderId(DerivedId.Of("order", text)), text);
        var content = string.Create(CultureInfo.InvariantCulture, $"{customer?.Value ?? 0} {at.UtcTicks} {amount} {currency}");
        return (new OrderId(OfDay(DerivedId.Of("plain order", content), at)), "");
    }
}
