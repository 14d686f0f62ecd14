using ShopClvReports;

return await CommandLine.RunAsync(args);
