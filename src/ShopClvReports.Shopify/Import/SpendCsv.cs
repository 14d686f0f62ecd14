using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>Marketing spend from a file: <c>month,channel,amount,currency</c>, in any order; the currency may be left out.</summary>
public static class SpendCsv
{
    /// <summary>Indexes into <see cref="Required"/> and <see cref="Optional"/> together.</summary>
    const int MonthColumn = 0, Channel = 1, Amount = 2, CurrencyCode = 3;

    const int MostLines = 100_000;
    const int MostFaults = 20;

    static readonly string[] Required = ["month", "channel", "amount"];
    static readonly string[] Optional = ["currency"];

    /// <summary>Reads the whole file, or nothing of it.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="currency">Where the file names none.</param>
    /// <exception cref="ImportException">Something in it cannot be read; the message names every line and column, and what is expected.</exception>
    public static IReadOnlyList<MarketingSpend> Read(Stream input, string name, Currency currency, CancellationToken cancellation)
    {
        using var source = new ImportSource(input, name, cancellation);
        var header = CsvHeader.Peek(source, name);
        var columns = header.Require(name, Required, Optional);
        source.Take(header.Raw.Length);
        var spend = new Dictionary<(DateOnly, string), (MarketingSpend Spend, long Line)>();
        List<string> faults = [];
        var lines = 0;
        using var records = new CsvRecords(source, header, columns);
        while (records.Read() && faults.Count < MostFaults)
        {
            if (records.Raw.Trim(" \t\r\n,;"u8).IsEmpty) continue;
            if (++lines > MostLines) throw new ImportException($"{name} has more than {MostLines} lines, which no shop's marketing has; nothing of it was stored");
            try
            {
                if (records.Broken is { } reason) throw new PayloadException(reason);
                var one = Spend(records, currency);
                if (!spend.TryAdd((one.Month, one.Channel), (one, records.Line)))
                    throw new PayloadException(
                        $"found {one.Channel} of {one.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)} again, which is on line {spend[(one.Month, one.Channel)].Line} already; expected one amount for each month and channel");
            }
            catch (PayloadException e)
            {
                faults.Add($"{name} line {records.Line}: {e.Message}");
            }
        }

        if (faults.Count > 0) throw new ImportException(string.Join('\n', [.. faults, "Nothing of the file was stored; correct this and import it again."]));
        return [.. spend.Values.Select(s => s.Spend)];
    }

    /// <summary>Reads <c>2026-03</c>.</summary>
    /// <returns>The month's first day; null when it is no month from 1970 to 2105.</returns>
    public static DateOnly? Month(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && ZonedDay.InRange(month.Year) ? month : null;

    static MarketingSpend Spend(CsvRecords row, Currency usual)
    {
        var month = Month(Encoding.UTF8.GetString(row[MonthColumn])) ?? throw CsvField.Unexpected("month", row[MonthColumn], "a month such as 2026-03");
        var channel = CsvField.Text(row[Channel], MarketingChannel.Longest + 1) ?? throw CsvField.Unexpected("channel", [], "a channel as the shop's orders name it, such as web");
        if (channel.Length > MarketingChannel.Longest) throw CsvField.Unexpected("channel", row[Channel], $"at most {MarketingChannel.Longest} characters");
        var currency = CsvField.Currency("currency", row[CurrencyCode], usual);
        return new MarketingSpend(month, MarketingChannel.Of(channel), new Money(CsvField.Minor("amount", CsvField.Positive("amount", row[Amount], currency), currency), currency));
    }
}
