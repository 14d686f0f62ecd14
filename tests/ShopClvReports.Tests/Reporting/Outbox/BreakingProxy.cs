using System.Net;
using System.Net.Sockets;

namespace ShopClvReports.Tests;

/// <summary>Stands between a program and a server, and stops at one of the program's writes: for a test to kill the program there.</summary>
sealed class BreakingProxy : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly int _server, _stopAt;
    readonly bool _passOn;
    int _writes;
    volatile bool _stopped;

    /// <param name="stopAt">Which write, from 1, over all connections; 0 for never.</param>
    /// <param name="passOn">Whether the server still gets that write and answers it, unheard.</param>
    public BreakingProxy(int server, int stopAt, bool passOn)
    {
        (_server, _stopAt, _passOn) = (server, stopAt, passOn);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Completes when that write has come, and where it is passed on was answered if it ever is.</summary>
    public Task Reached => _reached.Task;

    async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task ConnectAsync(TcpClient program)
    {
        using var server = new TcpClient();
        using (program)
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
                await Task.WhenAny(WritesAsync(program.GetStream(), server.GetStream()), AnswersAsync(server.GetStream(), program.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Whoever hung up is what the test is about.
            }
    }

    async Task WritesAsync(NetworkStream program, NetworkStream server)
    {
        var block = new byte[1 << 16];
        while (await program.ReadAsync(block, _end.Token) is var count and > 0)
        {
            var last = Interlocked.Increment(ref _writes) == _stopAt;
            if (last) _stopped = true;
            if (!last || _passOn) await server.WriteAsync(block.AsMemory(0, count), _end.Token);
            if (!last) continue;
            // A server says nothing in the middle of a message.
            if (_passOn) await Task.WhenAny(Reached, Task.Delay(300, _end.Token));
            _reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, _end.Token);
        }
    }

    async Task AnswersAsync(NetworkStream server, NetworkStream program)
    {
        var block = new byte[1 << 16];
        while (await server.ReadAsync(block, _end.Token) is var count and > 0)
        {
            if (_stopped)
            {
                _reached.TrySetResult();
                continue;
            }

            await program.WriteAsync(block.AsMemory(0, count), _end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
    }
}
