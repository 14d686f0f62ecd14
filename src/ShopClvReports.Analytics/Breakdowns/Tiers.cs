using System.Globalization;

namespace ShopClvReports.Analytics;

/// <summary>
/// Named groups of customers by what they spent, the best first: by share of the customers (down to the 5 % who spent most), or by
/// amount (from 1000 on). Whom no tier reaches is in none.
/// </summary>
public sealed record Tiers
{
    const int Most = 20;
    const int LongestName = 40;

    const string Expected =
        "expected names with shares such as vip=5%,high=20%,medium=50%,low (the last one takes the rest), or with amounts such as vip=1000,high=500,low=0";

    Tiers(string text, bool byShare, IReadOnlyList<Tier> all) => (Text, ByShare, All) = (text, byShare, all);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether <see cref="Tier.DownTo"/> is a share of the customers; otherwise it is an amount.</summary>
    public bool ByShare { get; }

    public IReadOnlyList<Tier> All { get; }

    /// <summary>When nothing is said.</summary>
    public static Tiers Default { get; } = Parse("high=20%,medium=50%,low");

    /// <summary>Reads <c>vip=5%,high=20%,low</c> or <c>vip=1000,low=0</c>.</summary>
    /// <exception cref="FormatException">It is not so written; the message says what is.</exception>
    public static Tiers Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > Most) throw new FormatException($"there are {parts.Length} tiers; expected at most {Most}");
        bool? byShare = null;
        List<Tier> all = [];
        foreach (var (i, part) in parts.Index())
        {
            var (name, bar) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right) : (part, null);
            if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || all.Exists(tier => tier.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw new FormatException($"'{name}' cannot name a tier in '{text}': {Expected}, each name once and of at most {LongestName} characters");
            if (bar is null)
            {
                if (i < parts.Length - 1) throw new FormatException($"the tier '{name}' of '{text}' says not how far down it reaches: {Expected}");
                all.Add(new Tier(name, byShare == false ? decimal.MinValue : 1));
                break;
            }

            var isShare = bar.EndsWith('%');
            if ((byShare ??= isShare) != isShare) throw new FormatException($"'{text}' mixes shares and amounts: {Expected}");
            if (!decimal.TryParse(bar.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || isShare && number is <= 0 or > 100 || !Money.TryToMinor(number, new Currency("CLF"), out _))
                throw new FormatException($"'{bar}' says not how far down the tier '{name}' reaches: {Expected}");
            var downTo = isShare ? number / 100 : number;
            if (all.Count > 0 && (isShare ? downTo <= all[^1].DownTo : downTo >= all[^1].DownTo))
                throw new FormatException($"the tier '{name}' of '{text}' reaches no further down than {all[^1].Name}: name the best first");
            all.Add(new Tier(name, downTo));
        }

        return new Tiers(text, byShare ?? true, all);
    }

    /// <summary>The tier of an amount, by the least that each takes; the number of tiers for none.</summary>
    internal static int Of(long[] bars, long spent)
    {
        var tier = 0;
        while (tier < bars.Length && spent < bars[tier]) tier++;
        return tier;
    }

    public override string ToString() => Text;
}

/// <summary>One of them.</summary>
/// <param name="DownTo">The share of customers, 0 to 1, that it and the better ones take together; or the least amount, major units.</param>
public sealed record Tier(string Name, decimal DownTo);
