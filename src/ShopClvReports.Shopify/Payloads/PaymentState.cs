using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>Shopify's words for how far an order is paid, and what they say of the money.</summary>
static class PaymentState
{
    public const string Words = "paid, pending, authorized, partially_paid, partially_refunded, refunded, voided or expired";

    /// <summary>REST writes the words small, GraphQL in capitals.</summary>
    public static bool TryParse(ReadOnlySpan<byte> word, out FinancialStatus status)
    {
        status =
            Ascii.EqualsIgnoreCase(word, "paid"u8) ? FinancialStatus.Paid
            : Ascii.EqualsIgnoreCase(word, "pending"u8) ? FinancialStatus.Pending
            : Ascii.EqualsIgnoreCase(word, "authorized"u8) ? FinancialStatus.Authorized
            : Ascii.EqualsIgnoreCase(word, "partially_paid"u8) ? FinancialStatus.PartiallyPaid
            : Ascii.EqualsIgnoreCase(word, "partially_refunded"u8) ? FinancialStatus.PartiallyRefunded
            : Ascii.EqualsIgnoreCase(word, "refunded"u8) ? FinancialStatus.Refunded
            : Ascii.EqualsIgnoreCase(word, "voided"u8) ? FinancialStatus.Voided
            : Ascii.EqualsIgnoreCase(word, "expired"u8) ? FinancialStatus.Expired
            : FinancialStatus.Unknown;
        return status != FinancialStatus.Unknown;
    }

    /// <summary>Money taken in, in major units.</summary>
    /// <returns>Null when only the outstanding amount would tell, and it is not known.</returns>
    public static decimal? Received(FinancialStatus status, decimal ordered, decimal? outstanding) => status switch
    {
        FinancialStatus.Paid => ordered,
        // Money may go back of an order that was never paid in full. Too little would be mended by what the Admin API says of the
        // same second; too much would stay, for there the greater amount wins.
        FinancialStatus.PartiallyRefunded or FinancialStatus.Refunded => ordered - Math.Max(0, outstanding ?? 0),
        FinancialStatus.PartiallyPaid => ordered - outstanding,
        FinancialStatus.Pending or FinancialStatus.Authorized or FinancialStatus.Voided or FinancialStatus.Expired => 0,
        FinancialStatus.Unknown => outstanding is { } unpaid ? ordered - unpaid : 0,
    };
}
