namespace ShopClvReports.Reporting;

/// <summary>The words around a report when it is sent.</summary>
public sealed record MessageWords
{
    /// <summary>Before the subject of a message that somebody sent to try a destination.</summary>
    public required string TestMark { get; init; }

    /// <summary>A line in such a message.</summary>
    public required string TestNote { get; init; }

    /// <summary>Given the day of the run before.</summary>
    public required Func<string, string> ChangedSince { get; init; }

    public required string NewInTop { get; init; }
    public required string LostFromTop { get; init; }
    public required string BiggestRises { get; init; }
    public required string NoMovers { get; init; }

    /// <summary>Given the revenue now, then, and the change such as <c>+12.5%</c>.</summary>
    public required Func<string, string, string, string> TotalAgainst { get; init; }

    /// <summary>Of a customer's place before, given the number.</summary>
    public required Func<string, string> WasPlace { get; init; }

    /// <summary>Given how many earlier moments were missed.</summary>
    public required Func<string, string> CoversMissed { get; init; }

    /// <summary>Given a file's name, its size and the limit.</summary>
    public required Func<string, string, string, string> FileTooLarge { get; init; }

    /// <summary>Given how many rows a message leaves out that the attached files have, and what they are: <see cref="Words.Rows"/>.</summary>
    public required Func<string, string, string> MoreInFiles { get; init; }

    /// <summary>Likewise, when no file goes with it.</summary>
    public required Func<string, string, string> More { get; init; }

    /// <summary>Given the schedule's name and the shop.</summary>
    public required Func<string, string, string> SentBecause { get; init; }

    public required string Unsubscribe { get; init; }

    /// <summary>Asked on the page that the link opens, given the schedule's name, the shop and the address.</summary>
    public required Func<string, string, string, string> UnsubscribeAsk { get; init; }

    /// <summary>Answered there when it is done.</summary>
    public required string UnsubscribeDone { get; init; }

    /// <summary>Answered there for a link that is not ours, or of a schedule that is gone.</summary>
    public required string UnsubscribeUnknown { get; init; }

    public static MessageWords Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    static MessageWords English { get; } = new()
    {
        TestMark = "[Test]",
        TestNote = "This is a test: somebody is trying this destination.",
        ChangedSince = day => $"What changed since {day}",
        NewInTop = "New in the top",
        LostFromTop = "No longer in the top",
        BiggestRises = "Biggest rises",
        NoMovers = "Nothing changed in the top.",
        TotalAgainst = (now, then, change) => $"Revenue {now}, was {then} ({change})",
        WasPlace = place => $"was no. {place}",
        CoversMissed = count => $"This report also stands for {count} earlier ones that were due while the program was not running.",
        FileTooLarge = (name, size, limit) => $"{name} is not attached: it is {size}, and the limit is {limit}.",
        MoreInFiles = (count, rows) => $"{count} more {rows} are in the attached files.",
        More = (count, rows) => $"{count} more {rows} are not listed here.",
        SentBecause = (schedule, shop) => $"Sent by the schedule {schedule} of {shop}.",
        Unsubscribe = "Stop receiving this report",
        UnsubscribeAsk = (schedule, shop, address) => $"Stop sending the report {schedule} of {shop} to {address}?",
        UnsubscribeDone = "Done: this report will not be sent to you any more.",
        UnsubscribeUnknown = "This link is not valid (any more). Ask the shop to take you off the report.",
    };

    static MessageWords Dutch { get; } = new()
    {
        TestMark = "[Proef]",
        TestNote = "Dit is een proef: iemand test deze bestemming.",
        ChangedSince = day => $"Wat er veranderd is sinds {day}",
        NewInTop = "Nieuw in de top",
        LostFromTop = "Niet meer in de top",
        BiggestRises = "Grootste stijgers",
        NoMovers = "In de top is niets veranderd.",
        TotalAgainst = (now, then, change) => $"Omzet {now}, was {then} ({change})",
        WasPlace = place => $"was nr. {place}",
        CoversMissed = count => $"Dit rapport staat ook voor {count} eerdere die gepland waren toen het programma niet draaide.",
        FileTooLarge = (name, size, limit) => $"{name} is niet bijgevoegd: het is {size} en de grens is {limit}.",
        MoreInFiles = (count, rows) => $"Nog {count} {rows} staan in de bijgevoegde bestanden.",
        More = (count, rows) => $"Nog {count} {rows} staan hier niet.",
        SentBecause = (schedule, shop) => $"Verstuurd door het schema {schedule} van {shop}.",
        Unsubscribe = "Dit rapport niet meer ontvangen",
        UnsubscribeAsk = (schedule, shop, address) => $"Het rapport {schedule} van {shop} niet meer naar {address} sturen?",
        UnsubscribeDone = "Gelukt: dit rapport wordt niet meer naar u gestuurd.",
        UnsubscribeUnknown = "Deze link is niet (meer) geldig. Vraag de winkel u van het rapport af te halen.",
    };
}
