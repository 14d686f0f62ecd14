namespace ShopClvReports.Reporting;

/// <summary>What the owner hears when a report does not arrive, and when one does again.</summary>
sealed record NoticeWords
{
    /// <summary>Given the report's name.</summary>
    public required Func<string, string> FailedTitle { get; init; }

    /// <summary>Given the report's name, its moment, the channel and the recipient.</summary>
    public required Func<string, string, string, string, string> Failed { get; init; }

    /// <summary>Given the reply of the other side.</summary>
    public required Func<string, string> Reply { get; init; }

    public required string BadTarget { get; init; }

    /// <summary>Given the channel.</summary>
    public required Func<string, string> BadCredential { get; init; }

    /// <summary>Given how often it was tried.</summary>
    public required Func<string, string> GaveUp { get; init; }

    public required string Unknown { get; init; }
    public required string Superseded { get; init; }

    /// <summary>Given the delivery's number.</summary>
    public required Func<string, string> HowToRetry { get; init; }

    public required string Once { get; init; }

    /// <summary>Given the report's name.</summary>
    public required Func<string, string> RecoveredTitle { get; init; }

    /// <summary>Given the report's name, its moment, the channel and the recipient.</summary>
    public required Func<string, string, string, string, string> Recovered { get; init; }

    /// <summary>Given the report's name, its moment and what went wrong.</summary>
    public required Func<string, string, string, string> NotMade { get; init; }

    /// <summary>Given the shop.</summary>
    public required Func<string, string> DataStoppedTitle { get; init; }

    /// <summary>Given the moment of the newest order, how many hours are usual at most, and the rule's name.</summary>
    public required Func<string, string, string, string> DataStopped { get; init; }

    public required string DataCheck { get; init; }

    /// <summary>Given the shop.</summary>
    public required Func<string, string> DataCameBackTitle { get; init; }

    public required string DataCameBack { get; init; }

    public static NoticeWords Of(Language language) => language switch
    {
        Language.En => English,
        Language.Nl => Dutch,
    };

    static NoticeWords English { get; } = new()
    {
        FailedTitle = name => $"The report {name} was not delivered",
        Failed = (name, at, channel, recipient) => $"The report {name} of {at} did not reach {recipient} by {channel}.",
        Reply = reply => $"The other side said: {reply}",
        BadTarget = "The address, channel or sheet is not right; correct it in the schedule.",
        BadCredential = channel => $"The login for {channel} is not accepted; nothing goes out by {channel} until it is set anew. Try it with: shopclv channels check",
        GaveUp = tries => $"It was tried {tries} times and is not tried again.",
        Unknown = "It may have arrived: the connection broke after it was handed over. It is not sent again by itself, so that nobody gets it twice.",
        Superseded = "The next report of the schedule takes its place.",
        HowToRetry = delivery => $"Send it again with: shopclv outbox retry {delivery}",
        Once = "You hear this once, and once more when it works again.",
        RecoveredTitle = name => $"The report {name} is delivered again",
        Recovered = (name, at, channel, recipient) => $"The report {name} of {at} has reached {recipient} by {channel}; the trouble before is over.",
        NotMade = (name, at, reason) => $"The report {name} of {at} could not be made: {reason}",
        DataStoppedTitle = shop => $"No orders arrive from {shop}",
        DataStopped = (newest, hours, rule) => $"The newest order known is of {newest}. This shop hardly ever goes without an order for more than {hours} hours, so it is not the customers who are quiet: orders do not seem to arrive. The alerts of {rule} are held until they do.",
        DataCheck = "Look at the webhooks in the shop's admin, and whether this program can be reached; or import what is missing with: shopclv import",
        DataCameBackTitle = shop => $"Orders arrive from {shop} again",
        DataCameBack = "Alerts are no longer held.",
    };

    static NoticeWords Dutch { get; } = new()
    {
        FailedTitle = name => $"Het rapport {name} is niet bezorgd",
        Failed = (name, at, channel, recipient) => $"Het rapport {name} van {at} heeft {recipient} via {channel} niet bereikt.",
        Reply = reply => $"De andere kant zei: {reply}",
        BadTarget = "Het adres, kanaal of blad klopt niet; verbeter het in het schema.",
        BadCredential = channel => $"De aanmelding bij {channel} wordt niet geaccepteerd; via {channel} gaat niets uit tot die opnieuw is ingesteld. Probeer het met: shopclv channels check",
        GaveUp = tries => $"Het is {tries} keer geprobeerd en wordt niet nog eens geprobeerd.",
        Unknown = "Het kan zijn aangekomen: de verbinding brak nadat het was overgedragen. Het wordt niet vanzelf opnieuw verstuurd, zodat niemand het dubbel krijgt.",
        Superseded = "Het volgende rapport van het schema komt ervoor in de plaats.",
        HowToRetry = delivery => $"Verstuur het opnieuw met: shopclv outbox retry {delivery}",
        Once = "U hoort dit één keer, en nog één keer wanneer het weer werkt.",
        RecoveredTitle = name => $"Het rapport {name} wordt weer bezorgd",
        Recovered = (name, at, channel, recipient) => $"Het rapport {name} van {at} heeft {recipient} via {channel} bereikt; het probleem van eerder is voorbij.",
        NotMade = (name, at, reason) => $"Het rapport {name} van {at} kon niet worden gemaakt: {reason}",
        DataStoppedTitle = shop => $"Er komen geen bestellingen binnen van {shop}",
        DataStopped = (newest, hours, rule) => $"De nieuwste bekende bestelling is van {newest}. Deze winkel zit bijna nooit langer dan {hours} uur zonder bestelling, dus niet de klanten zijn stil: de bestellingen lijken niet aan te komen. De meldingen van {rule} worden aangehouden tot ze dat weer doen.",
        DataCheck = "Kijk naar de webhooks in het beheer van de winkel, en of dit programma bereikbaar is; of importeer wat ontbreekt met: shopclv import",
        DataCameBackTitle = shop => $"Er komen weer bestellingen binnen van {shop}",
        DataCameBack = "Meldingen worden niet langer aangehouden.",
    };
}
