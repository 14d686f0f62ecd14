using System.Globalization;
using System.Text;

namespace ShopClvReports.Tests;

/// <summary>The words of a GraphQL document, one after the other.</summary>
sealed class GraphLexer
{
    readonly string _text;
    int _next, _line = 1, _lineStart;

    public GraphLexer(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>A name, a number, a sign such as <c>...</c>, or empty at the end.</summary>
    public string Word { get; private set; } = "";

    public bool IsString { get; private set; }

    public bool IsName => !IsString && Word.Length > 0 && (char.IsAsciiLetter(Word[0]) || Word[0] == '_');

    public GraphPlace At { get; private set; }

    public bool Is(string sign) => !IsString && Word == sign;

    public bool Take(string sign)
    {
        if (!Is(sign)) return false;
        Advance();
        return true;
    }

    public void Expect(string sign)
    {
        if (!Take(sign)) throw Unexpected(sign);
    }

    public string Name()
    {
        var name = IsName ? Word : throw Unexpected("a name");
        Advance();
        return name;
    }

    public string Next()
    {
        var word = Word;
        Advance();
        return word;
    }

    public GraphException Unexpected(string expected) =>
        new($"Parse error on \"{Word}\", expected {expected} at [{At.Line}, {At.Column}]", at: At);

    void Advance()
    {
        SkipBlanks();
        At = new GraphPlace(_line, _next - _lineStart + 1);
        IsString = false;
        var start = _next;
        if (_next == _text.Length) Word = "";
        else if (_text[_next] == '"') ReadString();
        else if (char.IsAsciiLetterOrDigit(_text[_next]) || _text[_next] is '_' or '-')
        {
            do _next++;
            while (_next < _text.Length && (char.IsAsciiLetterOrDigit(_text[_next]) || _text[_next] is '_' or '.' or '+'));
            Word = _text[start.._next];
        }
        else
        {
            _next += _text.AsSpan(_next).StartsWith("...") ? 3 : 1;
            Word = _text[start.._next];
        }
    }

    void SkipBlanks()
    {
        while (_next < _text.Length)
        {
            var c = _text[_next];
            if (c == '#')
                while (_next < _text.Length && _text[_next] != '\n') _next++;
            else if (c is ' ' or '\t' or '\r' or '\n' or ',' or '\uFEFF')
            {
                _next++;
                if (c == '\n') (_line, _lineStart) = (_line + 1, _next);
            }
            else return;
        }
    }

    void ReadString()
    {
        IsString = true;
        var block = _text.AsSpan(_next).StartsWith("\"\"\"");
        _next += block ? 3 : 1;
        var text = new StringBuilder();
        while (true)
        {
            if (_next >= _text.Length || (!block && _text[_next] == '\n')) throw Unexpected("the string's end");
            if (_text.AsSpan(_next).StartsWith(block ? "\"\"\"" : "\"")) break;
            if (_text[_next] == '\\' && !block) text.Append(Escaped());
            else if (_text[_next] == '\\' && _text.AsSpan(_next).StartsWith("\\\"\"\"")) (_, _next) = (text.Append("\"\"\""), _next + 4);
            else
            {
                if (_text[_next] == '\n') (_line, _lineStart) = (_line + 1, _next + 1);
                text.Append(_text[_next++]);
            }
        }

        _next += block ? 3 : 1;
        Word = text.ToString();
    }

    char Escaped()
    {
        var c = _text[_next + 1];
        _next += 2;
        switch (c)
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case '"' or '\\' or '/': return c;
            case 'u':
                _next += 4;
                return (char)int.Parse(_text.AsSpan(_next - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            default: throw Unexpected("an escape that GraphQL knows");
        }
    }
}
