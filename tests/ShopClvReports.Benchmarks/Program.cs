using ShopClvReports.Benchmarks;

return args switch
{
    ["ledger", .. var rest] => await LedgerBenchmark.RunAsync(rest),
    ["ingest", .. var rest] => await IngestBenchmark.RunAsync(rest),
    ["plain-receiver", var url, var directory, var secret] => await PlainReceiver.RunAsync(url, directory, secret),
    ["outbox", .. var rest] => await OutboxBenchmark.RunAsync(rest),
    ["models", .. var rest] => ModelsBenchmark.Run(rest),
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["alerts", .. var rest] => AlertsBenchmark.Run(rest),
    ["breakdowns", .. var rest] => BreakdownsBenchmark.Run(rest),
    ["business", .. var rest] => await BusinessBenchmark.RunAsync(rest),
    ["backfill", .. var rest] => await BackfillBenchmark.RunAsync(rest),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ledger [ORDERS] | ingest [WEBHOOKS] [small] [plain] | import [PLAIN ORDERS] [BULK ORDERS] | backfill [ORDERS] | soak [THINGS] [KILLS] | outbox [CUSTOMERS] [DELIVERIES] | alerts [CUSTOMERS] | breakdowns [ORDERS] | business [ORDERS] [DIRECTORY] | models [CUSTOMERS]");
    return 2;
}
