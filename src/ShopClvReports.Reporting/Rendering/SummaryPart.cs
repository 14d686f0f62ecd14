using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>
/// A part of the summary as people read it: a small table with a heading of its own for what its lines tell, instead of columns that
/// are blank for most of them.
/// </summary>
/// <param name="Headings">Of the values, three at most.</param>
public sealed record SummaryPart(string Title, IReadOnlyList<string> Headings, IReadOnlyList<SummaryLine> Lines)
{
    const int LongestText = 60;

    /// <summary>The parts of a section, in its order, each once.</summary>
    /// <returns>Null for another report, and for a summary of which columns were chosen.</returns>
    public static IReadOnlyList<SummaryPart>? Of(ReportSection section, Language language)
    {
        if (section.Kind != ReportKind.Summary || !section.Columns.Select(c => c.Key).SequenceEqual(SummaryReport.ColumnKeys)) return null;
        var columns = new Columns(section, Words.Of(language), Formats.Of(language));
        return [.. section.Rows.GroupBy(columns.Part).Select(part => columns.Of(part.Key, [.. part]))];
    }

    sealed class Columns(ReportSection section, Words words, Formats formats)
    {
        readonly MoneyColumn _amount = Get<MoneyColumn>(section, "amount"), _amountBefore = Get<MoneyColumn>(section, "amount_before");
        readonly CountColumn _number = Get<CountColumn>(section, "number"), _numberBefore = Get<CountColumn>(section, "number_before");
        readonly ChangeColumn _change = Get<ChangeColumn>(section, "change");
        readonly ShareColumn _share = Get<ShareColumn>(section, "share_of_revenue");
        readonly TextColumn _part = Get<TextColumn>(section, "part"), _what = Get<TextColumn>(section, "what");

        public string Part(int row) => _part.Values[row]!;

        public SummaryPart Of(string part, int[] rows) => part switch
        {
            "changed" => new SummaryPart(
                words.Word(part), [words.Business.Now, words.Business.Before, words.Business.Change],
                [.. rows.Select(row => Line(words.Word(_what.Values[row]!), row, Either(_amount, _number, row), Either(_amountBefore, _numberBefore, row), formats.Change(_change.Values[row])) with
                {
                    Bar = Part(Measure(_amount, _number, row), Greater(row)), Against = Part(Measure(_amountBefore, _numberBefore, row), Greater(row)),
                })]),
            "tiers" => Ranked(part, rows, [words.Revenue, words.Customers, words.ShareOfRevenue], row => words.Word(_what.Values[row]!), row => formats.Share(_share.Values[row])),
            "best_customers" => Ranked(part, rows, [words.TotalSpent, words.NumberOfOrders, words.ShareOfRevenue], Who, row => formats.Share(_share.Values[row])),
            "quiet" => Ranked(part, rows, [words.AtStake, words.DaysSince], Who),
            _ => throw new InvalidOperationException($"no table for the part {part}"),
        };

        /// <summary>Amount and number, with bars for the amounts.</summary>
        SummaryPart Ranked(string part, int[] rows, string[] headings, Func<int, string> name, params Func<int, string>[] more)
        {
            var most = rows.Max(row => Measure(_amount, _number, row));
            return new SummaryPart(words.Word(part), headings,
            [
                .. rows.Select(row => Line(name(row), row, [formats.Cell(_amount, row, LongestText), formats.Cell(_number, row, LongestText), .. more.Select(value => value(row))]) with
                {
                    Bar = Part(Measure(_amount, _number, row), most),
                }),
            ]);
        }

        static SummaryLine Line(string name, int row, params string[] values) => new(row, VisibleText.OneLine(name, LongestText), values);

        string Who(int row) => VisibleText.OneLine(_what.Values[row], LongestText).Trim() is { Length: > 0 } name ? name : words.NoName;

        string Either(MoneyColumn amount, CountColumn number, int row) => amount.At(row) is { } money ? formats.Money(money) : formats.Count(number.At(row));

        long Greater(int row) => Math.Max(Measure(_amount, _number, row), Measure(_amountBefore, _numberBefore, row));

        /// <summary>What a bar is drawn for; 0 where nothing is known.</summary>
        static long Measure(MoneyColumn amount, CountColumn number, int row) => amount.At(row)?.Minor ?? number.At(row) ?? 0;

        static double Part(long value, long most) => most <= 0 ? 0 : Math.Clamp((double)value / most, 0, 1);

        static T Get<T>(ReportSection section, string key) where T : ReportColumn => (T)section.Columns.Single(c => c.Key == key);
    }
}

/// <summary>One line of it.</summary>
/// <param name="Row">Of the section.</param>
/// <param name="Values">Parallel to the part's headings.</param>
public sealed record SummaryLine(int Row, string Name, IReadOnlyList<string> Values)
{
    /// <summary>Of the longest bar in its part, 0 to 1; where there is something to hold it against, of the greater of the two.</summary>
    public double Bar { get; init; }

    /// <summary>What it is held against, likewise; null for nothing.</summary>
    public double? Against { get; init; }
}
