using ShopClvReports.Benchmarks;

return args switch
{
    ["ledger", .. var rest] => await LedgerBenchmark.RunAsync(rest),
    ["ingest", .. var rest] => await IngestBenchmark.RunAsync(rest),
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: ledger [ORDERS] | ingest [WEBHOOKS] [real|small] | import [PLAIN ORDERS] [BULK ORDERS]");
    return 2;
}
