using System.CommandLine;
using ShopClvReports.Analytics;
using ShopClvReports.Reporting;

namespace ShopClvReports;

/// <summary>What customers will be worth: fits a model, predicts with it, and looks whether it can be believed.</summary>
static class ModelCommand
{
    static readonly Option<string> Model = new("--model")
    {
        Description = "bg-nbd (may leave after a repeat purchase), mbg-nbd (after the first one too) or pareto-nbd (at any time)",
        DefaultValueFactory = _ => "bg-nbd",
    };

    static readonly Option<bool> Json = new("--json") { Description = "One JSON object with every digit" };

    static readonly Option<double> Horizon = new("--horizon")
    {
        Description = "How far to look ahead, in the unit of --unit",
        HelpName = "N",
        Required = true,
    };

    static readonly Option<double> Discount = new("--discount")
    {
        Description = "Monthly rate by which later orders count less in the clv column",
        DefaultValueFactory = _ => 0.01,
    };

    static readonly Option<string?> Out = new("--out") { Description = "CSV file to write; standard output when left out", HelpName = "FILE" };

    static ModelCommand() => Model.AcceptOnlyFromAmong([.. OrderModels.Names]);

    public static Command Build() => new("model", "What customers will be worth: fit a model, predict, test it on the past") { Fit(), Predict(), Backtest() };

    static Command Fit()
    {
        var command = Command("fit", "Fit a model of orders, and Gamma-Gamma where values are known", [Json]);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var source = await ModelSource.OpenAsync(parsed, cancellation);
            if (OrderFitting.Fit(source.Summaries, ChosenModel(parsed)) is not { } fit) return NobodyBought();
            var spend = SpendFitting.Fit(source.Summaries);
            if (parsed.GetValue(Json)) ModelJson.Write(source, fit, spend);
            else ModelText.Write(source, fit, spend);
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Predict()
    {
        var command = Command("predict", "Expected orders and value of every customer within a horizon, as CSV", [Horizon, Discount, Out]);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (horizon, discount) = (parsed.GetValue(Horizon), parsed.GetValue(Discount));
            if (!(discount >= 0 && discount <= 1)) throw new UsageException("--discount takes a monthly rate from 0 to 1, such as 0.01");
            var longest = Prediction.LongestHorizon(ModelSource.ChosenUnit(parsed));
            if (!(horizon > 0 && horizon <= longest))
                throw new UsageException($"--horizon takes a number above 0, up to {longest:F0} {ModelSource.ChosenUnit(parsed).Name()}");
            await using var source = await ModelSource.OpenAsync(parsed, cancellation);
            if (OrderFitting.Fit(source.Summaries, ChosenModel(parsed)) is not { } fit) return NobodyBought();
            var spend = SpendFitting.Fit(source.Summaries);
            var prediction = Prediction.Of(source.Summaries, fit, spend, horizon, discount);
            await WriteAsync(source, prediction, parsed.GetValue(Out), cancellation);
            ModelText.Write(source, fit, spend, prediction);
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Backtest()
    {
        var command = Command("backtest", "Foretell the last third of the past from the first two, beside two forecasts without a model", [Json]);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var source = await ModelSource.OpenAsync(parsed, cancellation);
            if (source.Backtest(ChosenModel(parsed)) is not { } backtest)
            {
                Console.Error.WriteLine(
                    $"shopclv: there is too little history to hold some out; expected {Analytics.Backtest.ShortestDays} days of orders or more");
                return CommandLine.Failed;
            }

            if (parsed.GetValue(Json)) ModelJson.Write(backtest);
            else ModelText.Write(backtest);
            return CommandLine.Fine;
        });
        return command;
    }

    static Command Command(string name, string description, IEnumerable<Option> own)
    {
        var command = new Command(name, description);
        foreach (var option in own.Prepend(Model).Concat(ModelSource.Options)) command.Options.Add(option);
        return command;
    }

    static OrderModel ChosenModel(ParseResult parsed) => OrderModels.Parse(parsed.GetValue(Model)!);

    static int NobodyBought()
    {
        Console.Error.WriteLine("shopclv: nobody has bought anything, so there is nothing to fit; import orders, or give a --summary with customers");
        return CommandLine.Failed;
    }

    static async Task WriteAsync(ModelSource source, Prediction prediction, string? path, CancellationToken cancellation)
    {
        Task Write(Stream output) => PredictionCsv.WriteAsync(source.Summaries, prediction, source.Id, output, source.ByteOrderMark, cancellation);
        if (path is not null)
        {
            await FileWriter.WriteAsync(path, Write);
            return;
        }

        await using var output = Console.OpenStandardOutput();
        await Write(output);
    }
}
