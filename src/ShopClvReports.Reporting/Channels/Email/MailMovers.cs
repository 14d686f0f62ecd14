using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What changed since the run before, in one currency.</summary>
/// <param name="Total">Revenue now and then.</param>
/// <param name="Lists">Those that have somebody in them.</param>
/// <param name="None">Says that nobody moved; null when somebody did.</param>
public sealed record MailMovers(string Title, string Total, IReadOnlyList<MailMoverList> Lists, string? None)
{
    const int Most = 5;

    public static MailMovers Of(Movers movers, Language language)
    {
        var (say, words, formats) = (MessageWords.Of(language), Words.Of(language), Formats.Of(language));
        MailMoverList[] lists =
        [
            List(say.NewInTop, movers.NewTop, m => Amount(m.Now.Spent)),
            List(say.LostFromTop, movers.LostTop, m => Amount(m.Then.Spent)),
            List(say.BiggestRises, movers.Rises, m => $"+{Amount(m.Now.Spent - m.Then.Spent)}"),
        ];
        lists = [.. lists.Where(l => l.Movers.Count > 0)];
        return new MailMovers(
            say.ChangedSince(formats.Date(movers.PreviousDay)),
            say.TotalAgainst(Amount(movers.Total.Spent), Amount(movers.Previous.Spent), formats.Change(movers.Change)),
            lists, lists.Length == 0 ? say.NoMovers : null);

        string Amount(long minor) => formats.Money(new Money(minor, movers.Currency));

        MailMoverList List(string title, IReadOnlyList<Mover> of, Func<Mover, string> amount) => new(
            title,
            [.. of.Take(Most).Select(m => new MailMover(
                MailTable.NameOf(string.IsNullOrWhiteSpace(m.Name) ? m.Email : m.Name, words), amount(m),
                m.PreviousRank is { } rank && rank != m.Rank ? say.WasPlace(formats.Count(rank)) : null))]);
    }
}

public sealed record MailMoverList(string Title, IReadOnlyList<MailMover> Movers);

/// <param name="Note">Where the customer stood before; null when that is not known or no other.</param>
public sealed record MailMover(string Who, string Amount, string? Note);
