using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>What is said of alerts, in one language. Every text is visible text of one line; what a channel minds it escapes itself.</summary>
/// <param name="zone">Of the days.</param>
public sealed class AlertText(Language language, TimeZoneInfo zone)
{
    const int LongestName = 60;
    const int LongestTitle = 40;
    const int MostTitles = 3;
    const int LongestRule = 100;

    readonly Formats _formats = Formats.Of(language);

    public AlertWords Words { get; } = AlertWords.Of(language);

    /// <summary>Such as <c>3 customers are unusually quiet</c>, or the one customer's name with that.</summary>
    public string Title(AlertDigest digest) => digest is { Customers: [var only], More: 0 }
        ? Words.IsQuiet(Who(only.Name, only.Email, only.Id))
        : Words.AreQuiet(Total(digest), _formats.Count(Total(digest)));

    /// <summary>The title, and which rule says so unless it is about one customer, whose name is enough.</summary>
    public string Subject(AlertDigest digest) =>
        digest is { Customers.Count: 1, More: 0 } ? Title(digest) : $"{Title(digest)} ({Words.Rule(Rule(digest))})";

    /// <summary>Its name.</summary>
    public static string Rule(AlertDigest digest) => Short(digest.Rule, LongestRule);

    /// <summary>Name, address or number, the first that there is.</summary>
    public string Who(string? name, string? email, string id) =>
        Short(name, LongestName) is { Length: > 0 } named ? named : Email(email) ?? Words.Nameless(Short(id, LongestName));

    /// <summary>Null for none.</summary>
    public static string? Email(string? email) => Short(email, LongestName) is { Length: > 0 } address ? address : null;

    /// <summary>Worth, rhythm and taste, a line each, the most telling first.</summary>
    public IEnumerable<string> Lines(AlertedCustomer customer)
    {
        var worth = Words.Worth(_formats.Money(customer.Total), customer.Orders, _formats.Count(customer.Orders), _formats.Money(customer.Average));
        yield return double.IsNaN(customer.Share) ? worth : $"{worth}, {Words.OfRevenue(_formats.Share(customer.Share))}";
        yield return Words.AtStake(_formats.Money(customer.AtStake));
        var days = _formats.Count(customer.DaysSince);
        var rhythm = customer.UsualGapDays is { } gap
            ? Words.Rhythm(gap, _formats.Count(gap), days)
            : Words.OneDay(customer.Orders == 1, customer.DaysSince, days);
        yield return $"{rhythm} · {Words.LastOrder(_formats.Date(customer.LastOrder))}";
        if (customer.UsedToBuy.Count > 0)
            yield return Words.UsedToBuy(string.Join(", ", customer.UsedToBuy.Take(MostTitles).Select(title => Short(title, LongestTitle))));
    }

    public string Past(Comeback? past) => past is { Quiet: > 0 }
        ? Words.Past(
            _formats.Count(past.Quiet), $"{_formats.Count((long)Math.Round(100m * past.Returned / past.Quiet, MidpointRounding.AwayFromZero))}%",
            _formats.Count(past.Days))
        : Words.NoPast;

    /// <summary>What became of an alert; null while it waits for somebody to act.</summary>
    /// <param name="by">Who acted, as the channel shows a person; null for nobody in particular.</param>
    public string? Standing(Alert alert, string? by = null) => alert.State switch
    {
        AlertState.Pending or AlertState.Firing => null,
        AlertState.Snoozed => Words.Snoozed(Day(alert.SnoozedUntil), by),
        AlertState.Contacted => Words.Contacted(by),
        AlertState.Dismissed => Words.Dismissed(by),
        AlertState.CameBack => Words.CameBack(Day(alert.ReturnedAt)),
        AlertState.Withdrawn or AlertState.Dropped => Words.Ended,
    };

    /// <summary>Such as <c>Jan de Vries is back</c>, or how many are.</summary>
    public string Title(IReadOnlyList<ReturnedCustomer> returned) =>
        returned is [var only] ? Words.IsBack(Who(only.Name, only.Email, only.Id)) : Words.AreBack(_formats.Count(returned.Count));

    /// <summary>Such as <c>€120.00 in 1 order after 74 days</c>.</summary>
    public string BoughtAgain(ReturnedCustomer returned) => Words.BoughtAgain(
        _formats.Money(returned.Value), returned.Orders, _formats.Count(returned.Orders), returned.DaysAway, _formats.Count(returned.DaysAway));

    /// <summary>Says that there are more of them than a message holds; null when there are not.</summary>
    public string? MoreReturned(IReadOnlyList<ReturnedCustomer> returned) => returned.Count > AlertDigest.MostCustomers
        ? MessageWords.Of(language).More(_formats.Count(returned.Count - AlertDigest.MostCustomers), Reporting.Words.Of(language).CustomerRows)
        : null;

    static int Total(AlertDigest digest) => digest.Customers.Count + Math.Max(0, digest.More);

    string Day(DateTimeOffset? at) => at is { } moment ? _formats.Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime)) : "";

    static string Short(string? text, int longest) => VisibleText.OneLine(text, longest).Trim();
}
