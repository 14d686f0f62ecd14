using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ShopClvReports.Tests;

/// <summary>The server's end of a connection: lines, in clear text or TLS.</summary>
sealed class SmtpWire(Stream stream, bool inPieces, CancellationToken stop)
{
    readonly byte[] _buffer = new byte[1 << 16];
    Stream _stream = stream;
    int _start;
    int _end;

    public bool IsSecure => _stream is SslStream;

    public async Task SecureAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        _stream = tls;
    }

    public async Task WriteAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i += inPieces ? 1 : bytes.Length)
        {
            await _stream.WriteAsync(bytes.AsMemory(i, inPieces ? 1 : bytes.Length), stop);
            await _stream.FlushAsync(stop);
        }
    }

    /// <returns>A line without its end, which must be <c>\r\n</c>; null when the client is gone.</returns>
    public async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, end);
                _start += end + 1;
                if (!line.EndsWith('\r') || line.IndexOf('\r', StringComparison.Ordinal) != line.Length - 1) throw new InvalidOperationException($"'{line}' has a bare CR or LF");
                return line[..^1];
            }

            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), stop);
            if (read == 0) return null;
            _end += read;
        }
    }
}
