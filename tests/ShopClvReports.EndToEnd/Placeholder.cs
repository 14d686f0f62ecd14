namespace ShopClvReports.Tests;
