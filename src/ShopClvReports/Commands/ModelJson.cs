using System.Text.Json;
using ShopClvReports.Analytics;

namespace ShopClvReports;

/// <summary>Fits and backtests for programs: one JSON object, numbers with every digit.</summary>
static class ModelJson
{
    static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="spend">Null where no repeat purchase has a value.</param>
    public static void Write(ModelSource source, OrderFit fit, SpendFit? spend) => Write(json =>
    {
        json.WriteString("model", fit.Model.Name());
        json.WriteString("unit", fit.Unit.Name());
        Facts(json, fit.Facts, ModelWords.Why(fit.Facts, source.Summaries));
        json.WritePropertyName("gammaGamma");
        if (spend is null) json.WriteNullValue();
        else Spend(json, source, spend);
    });

    public static void Write(Backtest backtest) => Write(json =>
    {
        json.WriteString("model", backtest.Fit.Model.Name());
        json.WriteString("unit", backtest.Fit.Unit.Name());
        if (backtest.From is { } from) json.WriteString("from", from.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteNumber("horizon", backtest.Horizon);
        json.WriteNumber("customers", backtest.Customers);
        json.WriteNumber("actual", backtest.Actual);
        json.WriteString("winner", ModelWords.Key(backtest.Winner));
        json.WriteNumber("coverage", backtest.Coverage);
        Pair(json, "interval80", backtest.ShopOrders.Low, backtest.ShopOrders.High);
        json.WriteStartObject("forecasts");
        Error(json, ModelWords.Key(Forecaster.Model), backtest.Model);
        Error(json, ModelWords.Key(Forecaster.RateGoesOn), backtest.RateGoesOn);
        if (backtest.SameAsLastYear is { } year) Error(json, ModelWords.Key(Forecaster.SameAsLastYear), year);
        json.WriteEndObject();
        json.WriteStartObject("fit");
        Facts(json, backtest.Fit.Facts, null);
        json.WriteEndObject();
    });

    static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    static void Facts(Utf8JsonWriter json, FitFacts facts, string? why)
    {
        json.WriteStartObject("parameters");
        foreach (var parameter in facts.Parameters) json.WriteNumber(parameter.Name, parameter.Value);
        json.WriteEndObject();
        json.WriteStartObject("intervals80");
        foreach (var parameter in facts.Parameters) Pair(json, parameter.Name, parameter.Low, parameter.High);
        json.WriteEndObject();
        json.WriteNumber("logLikelihood", facts.LogLikelihood);
        json.WriteNumber("customers", facts.Customers);
        json.WriteNumber("repeatBuyers", facts.RepeatBuyers);
        json.WriteString("method", facts.Method);
        if (why is not null) json.WriteString("reason", why);
    }

    static void Spend(Utf8JsonWriter json, ModelSource source, SpendFit spend)
    {
        json.WriteStartObject();
        Facts(json, spend.Facts, ModelWords.Why(spend.Facts, source.Summaries));
        if (source.Currency is { } currency) json.WriteString("currency", currency.Code);
        json.WriteNumber("leftOut", spend.LeftOut);
        json.WriteNumber("correlation", spend.Correlation);
        json.WriteNumber("meanOrderValue", spend.MeanOrderValue);
        if (SpendFitting.Fit(source.Summaries, SpendFitting.Largest(source.Summaries)) is { } others)
            json.WriteNumber("meanOrderValueWithoutLargest", others.MeanOrderValue);
        json.WriteEndObject();
    }

    static void Error(Utf8JsonWriter json, string name, ForecastError error)
    {
        json.WriteStartObject(name);
        json.WriteNumber("total", error.Total);
        json.WriteNumber("meanAbsolute", error.MeanAbsolute);
        json.WriteNumber("rootMeanSquare", error.RootMeanSquare);
        json.WriteEndObject();
    }

    static void Pair(Utf8JsonWriter json, string name, double low, double high)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(low);
        json.WriteNumberValue(high);
        json.WriteEndArray();
    }
}
