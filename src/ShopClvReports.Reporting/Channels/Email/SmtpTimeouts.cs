namespace ShopClvReports.Reporting;

/// <summary>How long a mail server may take.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Until the connection stands. A server that is there answers within a second or so.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For an answer, for a TLS handshake, or until it takes the next piece. Some servers look up who calls first.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Until it says whether it takes a whole message. Long, because many scan it first (RFC 5321, 4.5.3.2.6 grants ten minutes), and
    /// whoever gives up early never knows.
    /// </summary>
    public TimeSpan Verdict { get; init; } = TimeSpan.FromMinutes(5);
}
