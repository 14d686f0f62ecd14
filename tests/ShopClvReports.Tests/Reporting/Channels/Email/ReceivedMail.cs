using System.Text;
using System.Text.RegularExpressions;

namespace ShopClvReports.Tests;

/// <summary>A message as a mail program takes it apart; what is not in order fails the test.</summary>
sealed partial class ReceivedMail
{
    readonly List<(string Name, string Value)> _headers = [];

    /// <summary>Headers and body in lines of ASCII that end in <c>\r\n</c>.</summary>
    public ReceivedMail(string raw)
    {
        Assert.All(raw, c => Assert.True(c is '\r' or '\n' or '\t' or (>= ' ' and <= '~'), $"U+{(int)c:X4} in a message"));
        var split = raw.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        foreach (var line in Regex.Replace(raw[..split], "\r\n[ \t]", " ").Split("\r\n"))
        {
            var header = HeaderLine().Match(line);
            Assert.True(header.Success, $"'{line}' is not a header");
            _headers.Add((header.Groups[1].Value, header.Groups[2].Value));
        }

        var body = raw[(split + 4)..];
        if (Boundary().Match(this["Content-Type"] ?? "") is { Success: true } boundary)
        {
            var pieces = ("\r\n" + body).Split("\r\n--" + boundary.Groups[1].Value);
            Assert.StartsWith("--", pieces[^1]);
            Parts = [.. pieces[1..^1].Select(piece => new ReceivedMail(piece[2..] + "\r\n"))];
        }
        else
        {
            Assert.All(body.Split("\r\n"), line => Assert.True(line.Length <= 76, $"a line of {line.Length}"));
            Bytes = this["Content-Transfer-Encoding"] == "base64" ? Convert.FromBase64String(body) : QuotedPrintable(body);
        }
    }

    public IReadOnlyList<ReceivedMail> Parts { get; } = [];
    public byte[] Bytes { get; } = [];
    public string Text => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes).ReplaceLineEndings("\n");
    public IEnumerable<string> HeaderNames => _headers.Select(h => h.Name);

    /// <summary>The plain text, the page, and the attachments of a whole message.</summary>
    public string Plain => Parts[0].Parts[0].Text;
    public string Html => Parts[0].Parts[1].Text;
    public IEnumerable<ReceivedMail> Attachments => Parts.Skip(1);
    public string FileName => Regex.Match(this["Content-Disposition"]!, "\\Aattachment; filename=\"([^\"]+)\"\\z").Groups[1].Value;

    /// <summary>A header's value, decoded; null without one.</summary>
    public string? this[string name] => _headers.Where(h => h.Name == name).Select(h => Decode(h.Value)).SingleOrDefault();

    static string Decode(string value)
    {
        Assert.All(EncodedWord().Matches(value), w => Assert.True(w.Length <= 75, $"an encoded word of {w.Length}"));
        return EncodedWord().Replace(BetweenWords().Replace(value, "$1"), w => new UTF8Encoding(false, true).GetString(Convert.FromBase64String(w.Groups[1].Value)));
    }

    static byte[] QuotedPrintable(string body)
    {
        var bytes = new List<byte>();
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
            if (joined[i] != '=') bytes.Add((byte)joined[i]);
            else bytes.Add(Convert.FromHexString(joined.AsSpan(++i, 2))[0] is var b && i++ >= 0 ? b : default);
        return [.. bytes];
    }

    [GeneratedRegex(@"\A([A-Za-z-]+): (.*)\z")]
    private static partial Regex HeaderLine();

    [GeneratedRegex("\\Amultipart/[a-z]+; boundary=\"([^\"]+)\"\\z")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(\?=) +(?==\?)")]
    private static partial Regex BetweenWords();
}
