namespace ShopClvReports.Storage;

/// <summary>What came of one try to send. Every reply of a provider is exactly one of these.</summary>
/// <param name="Reply">The provider's words, or ours where there are none; never with a secret in it.</param>
public abstract record Outcome(string Reply)
{
    /// <summary>The provider has taken it.</summary>
    /// <param name="ProviderId">What the provider calls it.</param>
    public sealed record Sent(string ProviderId, string Reply) : Outcome(Reply);

    /// <summary>Not now; try again, not before a moment if one is given.</summary>
    public sealed record Retry(string Reply, DateTimeOffset? NotBefore = null) : Outcome(Reply);

    /// <summary>Too fast: wait until then. It uses up no try.</summary>
    public sealed record Limited(string Reply, DateTimeOffset NotBefore) : Outcome(Reply);

    /// <summary>This address, channel or sheet is wrong.</summary>
    public sealed record RejectedTarget(string Reply) : Outcome(Reply);

    /// <summary>Our login is wrong or lacks a right.</summary>
    public sealed record RejectedCredential(string Reply) : Outcome(Reply);

    /// <summary>The far side may have taken it. Never sent again unasked.</summary>
    public sealed record Unknown(string Reply) : Outcome(Reply);

    /// <summary>As it is stored and shown, such as <c>rejected-target</c>.</summary>
    public string Name => this switch
    {
        Sent => "sent",
        Retry => "retry",
        Limited => "rate-limited",
        RejectedTarget => "rejected-target",
        RejectedCredential => "rejected-credential",
        Unknown => "unknown",
        _ => throw new InvalidOperationException($"no name for {GetType().Name}"),
    };
}
