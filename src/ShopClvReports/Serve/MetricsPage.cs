using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using ShopClvReports.Shopify;

namespace ShopClvReports;

/// <summary>The instruments of the receiver and of the Admin client as text for a scraper, for who has no OpenTelemetry collector.</summary>
sealed class MetricsPage : IDisposable
{
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<Instrument, Value> _values = new();

    sealed class Value
    {
        public long Count;
        public double Sum;
    }

    public MetricsPage()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is not (WebhookMetrics.MeterName or AdminClient.MeterName)) return;
            _values[instrument] = new Value();
            listener.EnableMeasurementEvents(instrument, _values[instrument]);
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, _, state) => Interlocked.Add(ref ((Value)state!).Count, value));
        _listener.SetMeasurementEventCallback<double>(static (_, value, _, state) => Add((Value)state!, value));
        _listener.SetMeasurementEventCallback<int>(static (_, value, _, state) => Interlocked.Exchange(ref ((Value)state!).Count, value));
        _listener.Start();
    }

    static void Add(Value value, double amount)
    {
        Interlocked.Increment(ref value.Count);
        double seen;
        do seen = value.Sum;
        while (Interlocked.CompareExchange(ref value.Sum, seen + amount, seen) != seen);
    }

    /// <summary>Prometheus text format, version 0.0.4.</summary>
    public string Render()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (instrument, value) in _values.OrderBy(v => v.Key.Name, StringComparer.Ordinal))
        {
            var name = instrument.Name.Replace('.', '_');
            var (kind, suffix) = instrument switch
            {
                Counter<long> => ("counter", "_total"),
                Histogram<double> => ("summary", ""),
                _ => ("gauge", ""),
            };
            if (kind == "summary") name += "_seconds";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name}{suffix} {instrument.Description}\n# TYPE {name}{suffix} {kind}\n");
            text.Append(kind == "summary"
                ? string.Create(CultureInfo.InvariantCulture, $"{name}_sum {value.Sum:R}\n{name}_count {value.Count}\n")
                : string.Create(CultureInfo.InvariantCulture, $"{name}{suffix} {value.Count}\n"));
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();
}
