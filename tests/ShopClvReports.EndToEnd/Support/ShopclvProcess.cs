using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ShopClvReports.EndToEnd;

/// <summary>The built <c>shopclv</c>, running.</summary>
sealed partial class ShopclvProcess : IAsyncDisposable
{
    /// <summary>For what takes seconds on an idle machine.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly Task _reading;
    readonly StringBuilder _output = new();
    readonly StringBuilder _error = new();
    readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ShopclvProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    static string Program { get; } =
        typeof(ShopclvProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "shopclv").Value!;

    /// <summary>What it has written to standard output and error so far.</summary>
    public string Output => Text(_output);
    public string Error => Text(_error);

    public static ShopclvProcess Start(string folder, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("SHOPCLV__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ShopclvProcess(Process.Start(start)!);
    }

    /// <summary>Types into its standard input, to the end.</summary>
    public async Task TypeAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        _process.StandardInput.Close();
    }

    /// <summary>Waits until it serves.</summary>
    /// <returns>The address that it says it listens on.</returns>
    public Task<Uri> ListeningAsync() => WaitAsync(_listening.Task);

    /// <summary>Waits until its log holds a word so many times.</summary>
    public async Task LoggedAsync(string word, int times = 1)
    {
        while (true)
        {
            // Taken before the look, so that what comes after it is not missed.
            var more = _more.Task;
            if (Error.Split(word).Length > times) return;
            if (_reading.IsCompleted) throw new InvalidOperationException($"shopclv ended before it logged '{word}' {times} times\n{Output}\n{Error}");
            await WaitAsync(Task.WhenAny(more, _reading));
        }
    }

    public async Task<Outcome> EndAsync()
    {
        await WaitAsync(_process.WaitForExitAsync());
        await _reading;
        return new Outcome(_process.ExitCode, Output, Error);
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>SIGTERM, as a service manager or container engine stops it.</summary>
    public async Task<Outcome> StopAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var block = new char[4096];
        while (await reader.ReadAsync(block) is var count and > 0)
        {
            lock (text) text.Append(block, 0, count);
            Interlocked.Exchange(ref _more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            if (text == _output && !_listening.Task.IsCompleted && ListeningLine().Match(Output) is { Success: true } line)
                _listening.SetResult(new Uri(line.Groups[1].Value));
        }

        if (text == _output) _listening.TrySetException(new InvalidOperationException("shopclv ended without listening"));
    }

    async Task<T> WaitAsync<T>(Task<T> task)
    {
        await WaitAsync((Task)task);
        return await task;
    }

    async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{e.Message}\n{Output}\n{Error}", e);
        }
    }

    static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    [GeneratedRegex(@"^Listening on (\S+)\n", RegexOptions.Multiline)]
    private static partial Regex ListeningLine();
}
