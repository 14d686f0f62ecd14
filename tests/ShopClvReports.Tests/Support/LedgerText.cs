using System.Globalization;
using System.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Tests;

/// <summary>Everything that a ledger shows but its sequence, one line a customer and an order, for comparison.</summary>
static class LedgerText
{
    public static string Of(Ledger ledger)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"bytes {ledger.Bytes}; {string.Join(' ', ledger.Currencies)}; {string.Join(' ', ledger.Channels)}");
        for (var c = 0; c < ledger.CustomerCount; c++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{ledger.Customer(c)}");
            Orders(text, ledger, ledger.OrdersOf(c));
        }

        text.AppendLine("nobody");
        Orders(text, ledger, ledger.OrdersWithoutCustomer);
        foreach (var earlier in ledger.Earlier) text.AppendLine(CultureInfo.InvariantCulture, $"{earlier}");
        return text.ToString();
    }

    static void Orders(StringBuilder text, Ledger ledger, (int Start, int End) range)
    {
        for (var i = range.Start; i < range.End; i++)
            text.AppendLine(CultureInfo.InvariantCulture, $"""
                  {ledger.OrderId(i).Value} at {ledger.ProcessedAt[i]} {ledger.CurrencyIndex[i]} {ledger.ChannelIndex[i]} {ledger.Cancelled[i]}
                  {ledger.Values(ValuePolicy.Paid)[i]} {ledger.Values(ValuePolicy.Current)[i]} {ledger.Values(ValuePolicy.Ordered)[i]}
                """);
    }
}
