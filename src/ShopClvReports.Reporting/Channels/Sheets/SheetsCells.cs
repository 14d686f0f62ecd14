using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>Writes the cells of one row, typed; text is never a formula, whatever it begins with.</summary>
sealed class SheetsCells(Utf8JsonWriter json)
{
    /// <summary>Google's limit, in characters.</summary>
    const int Longest = 50_000;

    static readonly int s_firstDay = new DateOnly(1899, 12, 30).DayNumber;

    public void Text(string? text)
    {
        var line = VisibleText.OneLine(text, Longest);
        json.WriteStartObject();
        if (line.Length > 0)
        {
            json.WriteStartObject("userEnteredValue");
            json.WriteString("stringValue", line);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Empty for null.</summary>
    public void Money(Money? money)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (money is { } known) Number(utf8[..PlainNumber.Write(known, utf8)]);
        else Text(null);
    }

    /// <summary>Empty for null.</summary>
    public void Count(long? count)
    {
        if (count is not { } known)
        {
            Text(null);
            return;
        }

        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        known.TryFormat(utf8, out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        Number(utf8[..written]);
    }

    /// <summary>Days since 30 December 1899, which a date format shows as a date.</summary>
    public void Date(DateOnly day) => Count(day.DayNumber - s_firstDay);

    /// <summary>Empty for NaN.</summary>
    public void Share(double share)
    {
        Span<byte> utf8 = stackalloc byte[PlainNumber.Longest];
        if (PlainNumber.Write(share, utf8) is var written and > 0) Number(utf8[..written]);
        else Text(null);
    }

    void Number(ReadOnlySpan<byte> utf8)
    {
        json.WriteStartObject();
        json.WriteStartObject("userEnteredValue");
        json.WritePropertyName("numberValue");
        json.WriteRawValue(utf8, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
