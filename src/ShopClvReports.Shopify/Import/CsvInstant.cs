using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>
/// Times in CSV files: <c>2024-03-05</c> (the day's first instant), <c>2024-03-05 14:22[:31[.5]]</c> with a space or a T, both in
/// the shop's time zone, or with an offset behind it: <c>Z</c>, <c>UTC</c>, <c>+0100</c>, <c>+01:00</c>.
/// </summary>
sealed class CsvInstant(TimeZoneInfo zone)
{
    const int DaysRemembered = 4096;

    const string Expected = "a time from 1970 to 2106, such as 2024-03-05, 2024-03-05 14:22:31 or 2024-03-05T14:22:31+01:00";

    readonly Dictionary<DateOnly, DateTimeOffset> _days = [];

    /// <returns>Null for a blank field.</returns>
    /// <exception cref="PayloadException">It is no time from 1970 to 2106.</exception>
    public DateTimeOffset? Read(string column, ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) return null;
        return TryRead(field, out var at) && at.ToUnixTimeSeconds() is >= 0 and <= uint.MaxValue
            ? at
            : throw CsvField.Unexpected(column, field, Expected);
    }

    bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset at)
    {
        at = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!BodyInstant.Number(text[..4], out var year) || !BodyInstant.Number(text.Slice(5, 2), out var month) || !BodyInstant.Number(text.Slice(8, 2), out var day))
            return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        if (text.Length == 10)
        {
            at = Start(new DateOnly(year, month, day));
            return true;
        }

        var rest = text[11..];
        if (text[10] is not ((byte)' ' or (byte)'T') || !Time(ref rest, out var time)) return false;
        var local = new DateTime(year, month, day).AddTicks(time);
        if (rest.IsEmpty)
        {
            at = ZonedDay.At(local, zone);
            return true;
        }

        if (!Offset(rest.TrimStart((byte)' '), out var offset)) return false;
        if (local.Ticks < offset || local.Ticks - offset > DateTime.MaxValue.Ticks) return false;
        at = new DateTimeOffset(local.Ticks - offset, TimeSpan.Zero);
        return true;
    }

    DateTimeOffset Start(DateOnly day)
    {
        if (_days.TryGetValue(day, out var at)) return at;
        if (_days.Count == DaysRemembered) _days.Clear();
        return _days[day] = ZonedDay.Start(day, zone);
    }

    static bool Time(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 5 || text[2] != ':' || !BodyInstant.Number(text[..2], out var hour) || !BodyInstant.Number(text.Slice(3, 2), out var minute))
            return false;
        var second = 0;
        var fraction = 0L;
        text = text[5..];
        if (text is [(byte)':', ..])
        {
            if (text.Length < 3 || !BodyInstant.Number(text.Slice(1, 2), out second)) return false;
            text = text[3..];
            if (text is [(byte)'.', ..])
            {
                var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                if (digits < 0) digits = text.Length - 1;
                if (digits is < 1 or > 9) return false;
                for (var i = 1; i <= 7; i++) fraction = fraction * 10 + (i <= digits ? text[i] - '0' : 0);
                text = text[(digits + 1)..];
            }
        }

        ticks = ((hour * 60L + minute) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return hour < 24 && minute < 60 && second < 60;
    }

    static bool Offset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.SequenceEqual("Z"u8) || text.SequenceEqual("UTC"u8)) return true;
        if (text is not [(byte)'+' or (byte)'-', ..] || text.Length is not (5 or 6) || (text.Length == 6 && text[3] != ':')) return false;
        if (!BodyInstant.Number(text.Slice(1, 2), out var hours) || !BodyInstant.Number(text[^2..], out var minutes) || hours > 23 || minutes > 59) return false;
        ticks = (hours * 60L + minutes) * TimeSpan.TicksPerMinute * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
