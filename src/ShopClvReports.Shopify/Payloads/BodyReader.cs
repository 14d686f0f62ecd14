using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

delegate T ReadBody<out T>(ref BodyReader body);

/// <summary>
/// One forward pass over a body. Stands on a value: take it with the method of its kind, step into it with
/// <see cref="EnterObject"/> or <see cref="EnterArray"/>, or <see cref="Skip"/> it. Null is an answer everywhere.
/// </summary>
ref struct BodyReader
{
    /// <summary>Utf8JsonReader's own limit.</summary>
    public const int MaxDepth = 64;

    /// <summary>What <see cref="Money"/> takes; keeps every product and sum here within a decimal.</summary>
    const decimal LargestAmount = 9_000_000_000_000m;

    static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    readonly ReadOnlySpan<byte> body;
    Utf8JsonReader json;
    int origin;
    Currency lastCurrency;

    BodyReader(ReadOnlySpan<byte> utf8)
    {
        body = utf8;
        origin = utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        json = new Utf8JsonReader(utf8[origin..]);
    }

    /// <summary>Reads a body that is one object.</summary>
    /// <exception cref="PayloadException">Whatever is wrong with it.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, ReadBody<T> read)
    {
        var body = new BodyReader(utf8);
        try
        {
            body.json.Read();
            if (!body.EnterObject()) throw body.Unexpected("an object");
            var result = read(ref body);
            body.json.Read();
            return result;
        }
        catch (JsonException e)
        {
            // The exception's own position does not know of skipped values.
            var reason = e.Message.Split(" LineNumber:")[0];
            throw new PayloadException($"found no well-formed JSON after byte {body.origin + body.json.BytesConsumed}: {reason}", e);
        }
        catch (OverflowException e)
        {
            throw new PayloadException("found amounts whose sum is too large, expected less than 9 million million", e);
        }
    }

    /// <summary>Steps to the value of the object's next property; false at the object's end.</summary>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = Bytes;
        json.Read();
        return true;
    }

    /// <summary>False when the value is null.</summary>
    public readonly bool EnterObject() => json.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        _ => throw Unexpected("an object"),
    };

    /// <inheritdoc cref="EnterObject"/>
    public readonly bool EnterArray() => json.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw Unexpected("an array"),
    };

    public readonly bool IsArray => json.TokenType == JsonTokenType.StartArray;

    /// <summary>The text of one property of an object; null when either is null or missing.</summary>
    public BodyText? TextWithin(ReadOnlySpan<byte> property)
    {
        BodyText? text = null;
        if (!EnterObject()) return text;
        while (NextProperty(out var name))
        {
            if (name.SequenceEqual(property)) text = Mark();
            else Skip();
        }

        return text;
    }

    /// <summary>The id of an object; null when either is null or missing.</summary>
    public long? IdWithin()
    {
        long? id = null;
        if (!EnterObject()) return id;
        while (NextProperty(out var name))
        {
            if (name.SequenceEqual("id"u8)) id = Id();
            else Skip();
        }

        return id;
    }

    /// <summary>Steps into the array's next element, an object; false at the array's end.</summary>
    public bool NextObject()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndArray) return false;
        if (json.TokenType != JsonTokenType.StartObject) throw Unexpected("an object");
        return true;
    }

    /// <summary>Steps to the array's next element, an id; false at the array's end.</summary>
    public bool NextId(out long id)
    {
        json.Read();
        id = json.TokenType == JsonTokenType.EndArray ? 0 : Id() ?? throw Unexpected("a positive id");
        return id != 0;
    }

    /// <summary>
    /// Passes over the value. Of a container only the end is looked for, several times faster than reading its tokens: most of
    /// an order's bytes go this way.
    /// </summary>
    public void Skip()
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var from = origin + (int)json.BytesConsumed;
        var empty = from < body.Length && body[from] is (byte)'}' or (byte)']';
        if (empty) json.Read();
        else LeaveAt(ContainerEnd.Find(body, from, MaxDepth - json.CurrentDepth));
    }

    /// <summary>Passes over an object, to be read with <see cref="Reopen"/> if it turns out to be wanted.</summary>
    /// <returns>Null when the value is null.</returns>
    public int? SkipObject()
    {
        if (!EnterObject()) return null;
        var place = Position;
        Skip();
        return place;
    }

    /// <summary>A reader within the object at a place that <see cref="SkipObject"/> told.</summary>
    public readonly BodyReader Reopen(int place)
    {
        var inner = new BodyReader(body) { json = new Utf8JsonReader(body[place..]), origin = place };
        inner.json.Read();
        return inner;
    }

    /// <summary>
    /// A set of money written as Shopify writes it, without a blank and in this order. Orders hold dozens of them, and this reads
    /// one in a fifth of the time.
    /// </summary>
    /// <returns>False, having moved nowhere, when it is written in any other way.</returns>
    public bool TryMoneySet(out MoneySet set) =>
        TryMoneySet("{\"shop_money\":"u8, ",\"presentment_money\":"u8, "\",\"currency_code\":\""u8, out set)
        || TryMoneySet("{\"shopMoney\":"u8, ",\"presentmentMoney\":"u8, "\",\"currencyCode\":\""u8, out set);

    bool TryMoneySet(ReadOnlySpan<byte> shopName, ReadOnlySpan<byte> shownName, ReadOnlySpan<byte> currencyName, out MoneySet set)
    {
        set = default;
        var rest = body[Position..];
        if (!TryPass(ref rest, shopName)) return false;
        var shopText = rest;
        if (!TryMoney(ref rest, currencyName, out var shop)) return false;
        shopText = shopText[..^rest.Length];
        MoneyPart? shown = null;
        if (TryPass(ref rest, shownName))
        {
            // Most buyers see the shop's own currency: the same text again.
            var other = shop;
            if (!TryPass(ref rest, shopText) && !TryMoney(ref rest, currencyName, out other)) return false;
            shown = other;
        }

        if (rest is not [(byte)'}', ..]) return false;
        set = new MoneySet(shop, shown);
        LeaveAt(body.Length - rest.Length);
        return true;
    }

    bool TryMoney(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> currencyName, out MoneyPart money)
    {
        money = default;
        if (!TryPass(ref rest, "{\"amount\":\""u8)) return false;
        if (!Utf8Parser.TryParse(rest, out decimal amount, out var read) || Math.Abs(amount) > LargestAmount) return false;
        rest = rest[read..];
        if (!TryPass(ref rest, currencyName) || rest.Length < 3 || !TryCurrency(rest[..3], out var currency)) return false;
        rest = rest[3..];
        money = new MoneyPart(amount, currency);
        return TryPass(ref rest, "\"}"u8);
    }

    static bool TryPass(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> text)
    {
        if (!rest.StartsWith(text)) return false;
        rest = rest[text.Length..];
        return true;
    }

    /// <summary>Stands at the closing bracket of the container that was just entered.</summary>
    void LeaveAt(int end)
    {
        // To a reader that has just entered a container, its closing bracket makes it an empty one.
        origin = end;
        json = new Utf8JsonReader(body[end..], isFinalBlock: true, json.CurrentState);
        json.Read();
    }

    /// <summary>A positive number, written as one, as its text, or as the tail of <c>gid://shopify/Order/1</c>.</summary>
    public readonly long? Id()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            // Bulk operations write the slashes escaped.
            var text = json.ValueSpan;
            if (text.StartsWith("gid://shopify/"u8) || text.StartsWith("gid:\\/\\/shopify\\/"u8)) text = text[(text.LastIndexOf((byte)'/') + 1)..];
            if (Utf8Parser.TryParse(text, out long id, out var read) && read == text.Length && id > 0) return id;
        }

        throw Unexpected("a positive id");
    }

    /// <summary>In major units, written as text or as a number.</summary>
    public readonly decimal? Amount()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            var text = Bytes;
            if (Utf8Parser.TryParse(text, out decimal amount, out var read) && read == text.Length && Math.Abs(amount) <= LargestAmount)
                return amount;
        }

        throw Unexpected("an amount such as 12.34");
    }

    public Currency? Currency()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType == JsonTokenType.String && TryCurrency(Bytes, out var currency)) return currency;
        throw Unexpected("a currency of three letters, such as EUR");
    }

    bool TryCurrency(ReadOnlySpan<byte> code, out Currency currency)
    {
        // A body repeats one currency dozens of times.
        currency = lastCurrency;
        if (currency.Code is { } last && Ascii.Equals(code, last)) return true;
        if (code.Length != 3 || code.ContainsAnyExcept(Letters)) return false;
        currency = lastCurrency = new Currency(Encoding.ASCII.GetString(code));
        return true;
    }

    /// <summary>With an offset from UTC, within 1970 to 2106.</summary>
    public readonly DateTimeOffset? Instant()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String || !BodyInstant.TryParse(Bytes, out var at))
            throw Unexpected("a time such as 2025-03-14T15:09:26+01:00");
        return at.ToUnixTimeSeconds() is >= 0 and <= uint.MaxValue ? at : throw Unexpected("a time from 1970 to 2106");
    }

    public readonly int? Quantity()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var quantity) && quantity >= 0
            ? quantity
            : throw Unexpected("a quantity from 0 to 2147483647");
    }

    public readonly bool Flag() => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>Whether the value is this text.</summary>
    public readonly bool Is(ReadOnlySpan<byte> text) => json.TokenType == JsonTokenType.String && Bytes.SequenceEqual(text);

    /// <summary>What a text says, or a number as it is written; empty for anything else.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => json.TokenType is JsonTokenType.String or JsonTokenType.Number ? Bytes : [];

    public readonly bool IsNull => json.TokenType == JsonTokenType.Null;

    /// <summary>Where a text is, to be decoded with <see cref="Decode"/> if it turns out to be wanted.</summary>
    public readonly BodyText? Mark() => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number => new BodyText(Position, json.ValueSpan.Length, Escaped: false),
        JsonTokenType.String => new BodyText(Position + 1, json.ValueSpan.Length, json.ValueIsEscaped),
        _ => throw Unexpected("a text"),
    };

    /// <returns>Trimmed, and cut after <paramref name="longest"/> characters; null for a blank text.</returns>
    public readonly string? Decode(BodyText? text, int longest) => text is { } marked ? marked.Decode(body, longest) : null;

    /// <summary>Minor units of <paramref name="currency"/>.</summary>
    public static long Minor(decimal amount, Currency currency) =>
        Money.TryToMinor(amount, currency, out var minor)
            ? minor
            : throw new PayloadException($"found {amount} {currency}, expected less than 9 million million");

    /// <summary>The value is of a kind or size that it must not be.</summary>
    public readonly PayloadException Unexpected(string expected)
    {
        var found = json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => BodyText.Quoted(json.ValueSpan),
            _ => BodyText.Excerpt(json.ValueSpan),
        };
        return new PayloadException($"found {found} at {BodyPath.At(body, Position)} (byte {Position}), expected {expected}");
    }

    /// <summary>The object that ends here lacks something.</summary>
    public readonly PayloadException Missing(string name, string expected) =>
        new($"found no {name} in {BodyPath.At(body, Position)} (ending at byte {Position}), expected {expected}");

    readonly int Position => origin + (int)json.TokenStartIndex;

    readonly ReadOnlySpan<byte> Bytes => json.ValueIsEscaped ? BodyText.Unescape(json.ValueSpan) : json.ValueSpan;
}
