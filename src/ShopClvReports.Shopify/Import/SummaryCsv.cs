using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>
/// Summaries of customers made elsewhere: <c>customer_id,frequency,recency,T[,monetary_value]</c>, in any order, and for a backtest
/// <c>frequency_holdout,duration_holdout</c>. A fault anywhere refuses the whole file: a fit on the rest would be of another shop.
/// </summary>
/// <param name="Ids">Parallel to the summaries.</param>
/// <param name="HeldOut">Purchases of each customer after the summary's end; null without that column.</param>
/// <param name="HeldOutDuration">How long those were watched, in the unit of the summaries; null without that column.</param>
public sealed record SummaryCsv(string[] Ids, CustomerSummaries Summaries, double[]? HeldOut, double? HeldOutDuration)
{
    /// <summary>Indexes into <see cref="Required"/> and <see cref="Optional"/> together.</summary>
    const int CustomerId = 0, Frequency = 1, Recency = 2, T = 3, MonetaryValue = 4, FrequencyHeldOut = 5, DurationHeldOut = 6;

    const int LongestId = 255;

    /// <summary>As much as an order may be worth.</summary>
    const double MostValue = 9e12;

    public static IReadOnlyList<string> Required { get; } = ["customer_id", "frequency", "recency", "T"];
    public static IReadOnlyList<string> Optional { get; } = ["monetary_value", "frequency_holdout", "duration_holdout"];

    /// <summary>Reads a file, gzipped or not, with or without a byte order mark, separated by commas, semicolons or tabs.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="unit">Of recency, T and duration in the file.</param>
    /// <exception cref="ImportException">Names the line and the column, what was found and what was expected.</exception>
    public static SummaryCsv Read(Stream input, string name, TimeUnit unit, CancellationToken cancellation)
    {
        using var source = new ImportSource(input, name, cancellation);
        var header = CsvHeader.Peek(source, name);
        var columns = header.Require(name, Required, Optional);
        source.Take(header.Raw.Length);
        using var records = new CsvRecords(source, header, columns);
        var rows = new Rows(Array.ConvertAll(columns, c => c >= 0));
        while (records.Read())
            try
            {
                rows.Add(records);
            }
            catch (PayloadException e)
            {
                throw new ImportException($"{name} line {records.Line}: {e.Message}. Put it right in the file and try again", e);
            }

        return rows.ToSummaries(unit);
    }

    sealed class Rows(bool[] has)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        readonly List<string> _ids = [];
        readonly List<int> _frequency = [];
        readonly List<double> _recency = [], _t = [], _value = [], _heldOut = [];
        double? _duration;

        /// <exception cref="PayloadException">The row cannot be.</exception>
        public void Add(CsvRecords row)
        {
            if (row.Broken is { } reason) throw new PayloadException(reason);
            _ids.Add(Id(row[CustomerId]));
            var (frequency, recency, t) = (Whole("frequency", row[Frequency]), Number("recency", row[Recency]), Number("T", row[T]));
            if (CustomerSummary.Fault(frequency, recency, t) is { } fault)
                throw CsvField.Unexpected(fault.Value, row[fault.Value switch { "frequency" => Frequency, "recency" => Recency, _ => T }], fault.Expected);
            _frequency.Add(frequency);
            _recency.Add(recency);
            _t.Add(t);
            if (has[MonetaryValue]) _value.Add(Value(row[MonetaryValue], frequency));
            if (has[FrequencyHeldOut]) _heldOut.Add(Whole("frequency_holdout", row[FrequencyHeldOut]));
            if (has[DurationHeldOut]) Duration(row[DurationHeldOut]);
        }

        public SummaryCsv ToSummaries(TimeUnit unit) => new(
            [.. _ids], CustomerSummaries.From(unit, [.. _frequency], [.. _recency], [.. _t], has[MonetaryValue] ? [.. _value] : null),
            has[FrequencyHeldOut] ? [.. _heldOut] : null, _duration);

        static string Id(ReadOnlySpan<byte> field) => field.Length is > 0 and <= LongestId
            ? Encoding.UTF8.GetString(field).Replace('\0', '\uFFFD')
            : throw CsvField.Unexpected("customer_id", field, $"1 to {LongestId} bytes");

        /// <summary>Also written 2.0, as some programs do.</summary>
        static int Whole(string column, ReadOnlySpan<byte> field)
        {
            var number = Number(column, field);
            return number is >= 0 and <= CustomerSummary.Most && number == Math.Floor(number)
                ? (int)number
                : throw CsvField.Unexpected(column, field, $"a whole number from 0 to {CustomerSummary.Most}");
        }

        /// <summary>Blank is 0 where there is no repeat purchase. Refunds can make it negative.</summary>
        static double Value(ReadOnlySpan<byte> field, int frequency)
        {
            if (field.IsEmpty && frequency == 0) return 0;
            var value = Number("monetary_value", field);
            return Math.Abs(value) <= MostValue ? value : throw CsvField.Unexpected("monetary_value", field, "an amount below 9 million million");
        }

        void Duration(ReadOnlySpan<byte> field)
        {
            var duration = Number("duration_holdout", field);
            if (!(duration > 0 && duration <= CustomerSummary.Most))
                throw CsvField.Unexpected("duration_holdout", field, "a number above 0");
            if ((_duration ??= duration) != duration) throw CsvField.Unexpected("duration_holdout", field, "the same for every customer");
        }

        static double Number(string column, ReadOnlySpan<byte> field) =>
            double.TryParse(field, Plain, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : throw CsvField.Unexpected(column, field, "a number such as 12.5");
    }
}
