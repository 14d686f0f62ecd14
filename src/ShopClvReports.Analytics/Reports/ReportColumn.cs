namespace ShopClvReports.Analytics;

/// <summary>A typed column of a report. <c>Key</c> is its name on the command line, such as <c>total_spent</c>.</summary>
public abstract record ReportColumn(string Key)
{
    /// <summary>Whether there is a value in a row.</summary>
    internal bool Knows(int row) => this switch
    {
        TextColumn text => text.Values[row] is not null,
        MoneyColumn money => money.Values[row] != MoneyColumn.Unknown,
        CountColumn count => count.Values[row] != CountColumn.Unknown,
        NumberColumn number => !double.IsNaN(number.Values[row]),
        ShareColumn share => !double.IsNaN(share.Values[row]),
        _ => true,
    };
}

/// <summary>Text from outside: renderers treat it as hostile.</summary>
public record TextColumn(string Key, string?[] Values) : ReportColumn(Key);

/// <summary>
/// Words that have a translation, such as <c>yes</c> or <c>at_risk</c>, and names that have none. Programs read them as they are;
/// what people read is in their language.
/// </summary>
public record WordColumn(string Key, string?[] Values) : TextColumn(Key, Values);

/// <summary>Answers, read and written as the words <c>yes</c> and <c>no</c>; null where nobody can tell.</summary>
public sealed record AnswerColumn(string Key, bool?[] Answers)
    : WordColumn(Key, Array.ConvertAll(Answers, answer => answer is { } given ? given ? "yes" : "no" : null));

/// <summary>Names of channels, texts from outside whatever words they look like; <see cref="MarketingChannel.Unknown"/> alone is a word.</summary>
public sealed record ChannelColumn(string Key, string?[] Values) : TextColumn(Key, Values);

/// <summary>Several such words each, with blanks between them.</summary>
public sealed record WordsColumn(string Key, string?[] Values) : TextColumn(Key, Values);

/// <summary>Amounts in minor units of <paramref name="Currency"/>; <see cref="Unknown"/> where nobody can tell.</summary>
public sealed record MoneyColumn(string Key, long[] Values, Currency Currency) : ReportColumn(Key)
{
    public const long Unknown = long.MinValue;

    public Money? At(int row) => Values[row] is var value and not Unknown ? new Money(value, Currency) : null;
}

/// <summary>A number of things; <see cref="Unknown"/> where nobody can tell.</summary>
public sealed record CountColumn(string Key, int[] Values) : ReportColumn(Key)
{
    public const int Unknown = int.MinValue;

    public int? At(int row) => Values[row] is var value and not Unknown ? value : null;
}

/// <summary>Numbers with decimals, such as years; NaN where nobody can tell.</summary>
public sealed record NumberColumn(string Key, double[] Values) : ReportColumn(Key);

/// <summary>Days of the shop's calendar.</summary>
public sealed record DateColumn(string Key, DateOnly[] Values) : ReportColumn(Key);

/// <summary>Fractions of one: 0.25 is a quarter. NaN where the whole is nothing.</summary>
public record ShareColumn(string Key, double[] Values) : ReportColumn(Key);

/// <summary>By what fraction something has grown: 0.25 is a quarter more, -0.25 a quarter less. NaN where there was nothing.</summary>
public sealed record ChangeColumn(string Key, double[] Values) : ShareColumn(Key, Values);
