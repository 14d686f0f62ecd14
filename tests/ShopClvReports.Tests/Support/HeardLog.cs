using Microsoft.Extensions.Logging;

namespace ShopClvReports.Tests;

/// <summary>A log that is read by a test.</summary>
class HeardLog : ILogger
{
    readonly List<string> _lines = [];

    /// <summary>Each message, and behind it the exception that came with it.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Runs when a line was written.</summary>
    public Action<string>? Heard { get; set; }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{formatter(state, exception)} {exception}".TrimEnd();
        lock (_lines) _lines.Add(line);
        Heard?.Invoke(line);
    }
}

/// <inheritdoc/>
sealed class HeardLog<T> : HeardLog, ILogger<T>;
