namespace ShopClvReports.Reporting;
