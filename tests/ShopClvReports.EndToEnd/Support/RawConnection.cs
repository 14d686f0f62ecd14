using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ShopClvReports.EndToEnd;

/// <summary>A connection that says just what it is given, right or wrong, and is opened again when it was closed.</summary>
sealed class RawConnection(Uri address) : IDisposable
{
    readonly byte[] _answer = new byte[16 * 1024];
    Socket? _socket;

    /// <param name="last">Nothing follows on this connection: the server is told so, and may answer or hang up.</param>
    /// <returns>The status of the answer; null when the server hung up instead.</returns>
    public async Task<int?> SendAsync(ReadOnlyMemory<byte> request, bool last)
    {
        // What was kept open may have been closed from the other side since.
        for (var fresh = _socket is null; ; fresh = true)
        {
            _socket ??= await OpenAsync();
            var status = await ExchangeAsync(_socket, request, last);
            if (last || status is null) Close();
            if (status is not null || fresh) return status;
        }
    }

    /// <summary>Sends a part and hangs up in the middle of it.</summary>
    public async Task HangUpAsync(ReadOnlyMemory<byte> part)
    {
        Close();
        using var socket = await OpenAsync();
        socket.LingerState = new LingerOption(true, 0);
        await socket.SendAsync(part);
    }

    async Task<Socket> OpenAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return socket;
    }

    async Task<int?> ExchangeAsync(Socket socket, ReadOnlyMemory<byte> request, bool last)
    {
        try
        {
            await socket.SendAsync(request);
            if (last) socket.Shutdown(SocketShutdown.Send);
            var length = 0;
            while (await socket.ReceiveAsync(_answer.AsMemory(length)) is var count and > 0)
            {
                length += count;
                if (_answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0) continue;
                var head = Encoding.Latin1.GetString(_answer, 0, length);
                if (head.Contains("Connection: close", StringComparison.OrdinalIgnoreCase)) Close();
                return int.Parse(head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
            }

            return null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    public void Dispose() => Close();
}
