using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What changed since the run before, in a few lines of mrkdwn.</summary>
static class SlackMovers
{
    const int MostNames = 5;
    const int LongestName = 60;

    /// <summary>Such as <c>Revenue €2, was €1 (+100.0%)</c>.</summary>
    public static string Total(Movers movers, Language language)
    {
        var formats = Formats.Of(language);
        return MessageWords.Of(language).TotalAgainst(
            formats.Money(new Money(movers.Total.Spent, movers.Currency)), formats.Money(new Money(movers.Previous.Spent, movers.Currency)),
            formats.Change(movers.Change));
    }

    public static IEnumerable<string> Lines(Movers movers, Language language)
    {
        var (words, formats) = (MessageWords.Of(language), Formats.Of(language));
        yield return $"*{words.ChangedSince(formats.Date(movers.PreviousDay))}*";
        yield return Total(movers, language);
        if (movers.NewTop.Count + movers.LostTop.Count + movers.Rises.Count == 0) yield return words.NoMovers;
        foreach (var line in List(words.NewInTop, movers.NewTop, m => $"{Place(m.Rank)}{Who(m)}: {Spent(m.Now)}{Was(m)}")) yield return line;
        foreach (var line in List(words.LostFromTop, movers.LostTop, m => $"{Place(m.Rank)}{Who(m)}: {Spent(m.Then)}{Was(m)}")) yield return line;
        foreach (var line in List(
            words.BiggestRises, movers.Rises, m => $"{Place(m.Rank)}{Who(m)}: {Spent(m.Then)} → {Spent(m.Now)}")) yield return line;

        string Who(Mover mover) => SlackText.Line(Named(mover), LongestName);
        string Spent(Tally tally) => formats.Money(new Money(tally.Spent, movers.Currency));
        string Place(int? rank) => rank is { } place ? $"{formats.Count(place)}. " : "";
        string Was(Mover mover) => mover.PreviousRank is { } place ? $" ({words.WasPlace(formats.Count(place))})" : "";
    }

    static string Named(Mover mover) =>
        !string.IsNullOrWhiteSpace(mover.Name) ? mover.Name.Trim() : !string.IsNullOrWhiteSpace(mover.Email) ? mover.Email : mover.CustomerId;

    static IEnumerable<string> List(string heading, IReadOnlyList<Mover> movers, Func<Mover, string> line) =>
        movers.Count == 0 ? [] : movers.Take(MostNames).Select(mover => "• " + line(mover)).Prepend($"*{heading}*");
}
