using System.Buffers.Text;
using System.Text;

namespace ShopClvReports.Reporting;

/// <summary>Bodies of MIME parts in lines of at most 76 characters of ASCII (RFC 2045, 6.7 and 6.8).</summary>
static class MimeBody
{
    const int LineWidth = 76;

    /// <summary>Bytes in a full line of base64.</summary>
    const int LineBytes = LineWidth / 4 * 3;

#if DEBUG
    const int LinesAtOnce = 7;
#else
    const int LinesAtOnce = 512;
#endif

    /// <summary>Text, readable as it travels; every kind of line end becomes the one of mail.</summary>
    public static async Task QuotedPrintableAsync(string text, Stream output, CancellationToken cancel)
    {
        var body = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            QuotedPrintable(line, body);
            body.Append("\r\n");
        }

        await output.WriteAsync(Encoding.ASCII.GetBytes(body.ToString()), cancel);
    }

    /// <summary>A file of any size.</summary>
    public static async Task Base64Async(Stream file, Stream output, CancellationToken cancel)
    {
        var bytes = new byte[LineBytes * LinesAtOnce];
        var lines = new byte[(LineWidth + 2) * LinesAtOnce];
        int read;
        while ((read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel)) > 0)
        {
            var written = 0;
            for (var i = 0; i < read; i += LineBytes)
            {
                Base64.EncodeToUtf8(bytes.AsSpan(i, Math.Min(LineBytes, read - i)), lines.AsSpan(written), out _, out var line);
                "\r\n"u8.CopyTo(lines.AsSpan(written + line));
                written += line + 2;
            }

            await output.WriteAsync(lines.AsMemory(0, written), cancel);
        }
    }

    static void QuotedPrintable(string line, StringBuilder body)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var width = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isLast = i == bytes.Length - 1;
            var b = bytes[i];
            // A space at a line's end is lost on some ways.
            var isPlain = b is (> (byte)' ' and <= (byte)'~' and not (byte)'=') || (b is (byte)' ' or (byte)'\t' && !isLast);
            var needs = isPlain ? 1 : 3;
            if (width + needs > (isLast ? LineWidth : LineWidth - 1))
            {
                body.Append("=\r\n");
                width = 0;
            }

            if (isPlain) body.Append((char)b);
            else body.Append('=').Append(Convert.ToHexString(bytes, i, 1));
            width += needs;
        }
    }
}
