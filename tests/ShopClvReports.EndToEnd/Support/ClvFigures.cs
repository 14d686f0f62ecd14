using System.Globalization;
using System.Text.Json;

namespace ShopClvReports.EndToEnd;

/// <summary>What the JSON report says of one customer.</summary>
sealed record CustomerFigures(long Orders, decimal Spent);

/// <summary>The figures of a JSON report with at most one currency.</summary>
/// <param name="Customers">By customer id.</param>
sealed record ClvFigures(IReadOnlyDictionary<long, CustomerFigures> Customers, CustomerFigures Total)
{
    public static ClvFigures Read(string json)
    {
        using var report = JsonDocument.Parse(json);
        if (report.RootElement.GetProperty("sections").EnumerateArray().SingleOrDefault() is not { ValueKind: JsonValueKind.Object } section)
            return new ClvFigures(new Dictionary<long, CustomerFigures>(), new CustomerFigures(0, 0));
        return new ClvFigures(
            section.GetProperty("rows").EnumerateArray().ToDictionary(
                row => long.Parse(row.GetProperty("customerId").GetString()!, CultureInfo.InvariantCulture),
                row => Figures(row, "totalSpent")),
            Figures(section.GetProperty("totals"), "spent"));
    }

    static CustomerFigures Figures(JsonElement of, string spent) =>
        new(of.GetProperty("orders").GetInt64(), decimal.Parse(of.GetProperty(spent).GetString()!, CultureInfo.InvariantCulture));
}
