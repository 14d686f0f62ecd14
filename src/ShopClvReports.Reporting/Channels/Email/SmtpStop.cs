using ShopClvReports.Storage;

namespace ShopClvReports.Reporting;

/// <summary>Ends a conversation whose outcome is plain.</summary>
sealed class SmtpStop(Outcome outcome, Exception? inner = null) : Exception(outcome.Reply, inner)
{
    public Outcome Outcome { get; } = outcome;
}
