using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShopClvReports.Shopify;

/// <summary>
/// Finds where an object or array ends without reading its tokens. Looks at quotes and brackets alone, 32 bytes at a time: what
/// lies between them, and which bracket closes which, is not checked.
/// </summary>
static class ContainerEnd
{
    /// <param name="at">Just after the opening bracket.</param>
    /// <param name="levels">How many more levels may open within.</param>
    /// <returns>The place of the closing bracket.</returns>
    /// <exception cref="PayloadException">The body ends first, or is nested too deep.</exception>
    public static int Find(ReadOnlySpan<byte> body, int at, int levels)
    {
        var start = at;
        var scan = new Scan(levels);
        while (body.Length - at >= Vector256<byte>.Count)
        {
            var end = scan.Block(body.Slice(at, Vector256<byte>.Count));
            if (end >= 0) return at + end;
            at += Vector256<byte>.Count;
        }

        var last = scan.Bytes(body[at..]);
        if (last >= 0) return at + last;
        throw new PayloadException($"found the end of the body at byte {body.Length}, expected the end of what begins at byte {start - 1}");
    }

    struct Scan(int levels)
    {
        int open = 1;
        bool inString, escaped;

        /// <returns>The place of the closing bracket, negative when it is further on.</returns>
        public int Block(ReadOnlySpan<byte> bytes)
        {
            var block = Vector256.Create(bytes);
            // A backslash is rare, and so is the depth coming near to its limit: read byte by byte then.
            if (escaped || Vector256.EqualsAny(block, Vector256.Create((byte)'\\'))
                || open + Vector256<byte>.Count > levels)
                return Bytes(bytes);

            var quotes = Vector256.Equals(block, Vector256.Create((byte)'"')).ExtractMostSignificantBits();
            var strings = Between(quotes) ^ (inString ? uint.MaxValue : 0);
            // The bit 0x20 is all that tells { from [ and } from ].
            var lower = block | Vector256.Create((byte)0x20);
            var opening = Vector256.Equals(lower, Vector256.Create((byte)'{')).ExtractMostSignificantBits() & ~strings;
            var closing = Vector256.Equals(lower, Vector256.Create((byte)'}')).ExtractMostSignificantBits() & ~strings;
            inString = (strings & 0x8000_0000) != 0;

            if (BitOperations.PopCount(closing) >= open)
                for (var (rest, closed) = (closing, 1); rest != 0; rest &= rest - 1, closed++)
                {
                    var place = BitOperations.TrailingZeroCount(rest);
                    if (open + BitOperations.PopCount(opening & ((1u << place) - 1)) == closed) return place;
                }

            open += BitOperations.PopCount(opening) - BitOperations.PopCount(closing);
            return -1;
        }

        /// <inheritdoc cref="Block"/>
        public int Bytes(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var value = bytes[i];
                if (escaped) escaped = false;
                else if (value == '"') inString = !inString;
                else if (inString) escaped = value == '\\';
                else if (value is (byte)'{' or (byte)'[' && ++open > levels)
                    throw new PayloadException($"found more than {BodyReader.MaxDepth} levels, expected fewer");
                else if (value is (byte)'}' or (byte)']' && --open == 0) return i;
            }

            return -1;
        }

        /// <summary>Sets the bits from each odd quote up to the next even one.</summary>
        static uint Between(uint quotes)
        {
            quotes ^= quotes << 1;
            quotes ^= quotes << 2;
            quotes ^= quotes << 4;
            quotes ^= quotes << 8;
            return quotes ^ (quotes << 16);
        }
    }
}
