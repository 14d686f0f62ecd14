using ShopClvReports.Analytics;

namespace ShopClvReports.Reporting;

/// <summary>The words of reports on a shop's business: channels, products, one customer's orders, and the page for the owner.</summary>
public sealed partial record BusinessWords
{
    public required string ChannelsTitle { get; init; }
    public required string ProductsTitle { get; init; }
    public required string CompaniesTitle { get; init; }
    public required string CustomerTitle { get; init; }
    public required string SummaryTitle { get; init; }

    /// <summary>What the rows are, in the middle of a sentence; likewise the next four.</summary>
    public required string Channels { get; init; }

    public required string Products { get; init; }
    public required string Companies { get; init; }
    public required string Orders { get; init; }
    public required string Figures { get; init; }

    public required string Channel { get; init; }
    public required string AcquisitionChannel { get; init; }
    public required string UnknownChannel { get; init; }
    public required string NewCustomers { get; init; }
    public required string ClvPerCustomer { get; init; }
    public required string Spend { get; init; }
    public required string ClvCac { get; init; }
    public required string Verdict { get; init; }
    public required string Healthy { get; init; }
    public required string Modest { get; init; }
    public required string Unsustainable { get; init; }

    public required string Product { get; init; }
    public required string ProductId { get; init; }
    public required string FirstProduct { get; init; }

    /// <summary>Behind the name of the measure, above a chart.</summary>
    public required string ByFirstProduct { get; init; }

    public required string Units { get; init; }
    public required string TopShare { get; init; }
    public required string FirstCustomers { get; init; }
    public required string RepeatRate { get; init; }
    public required string Margin { get; init; }
    public required string MarginBy { get; init; }
    public required string ByCost { get; init; }
    public required string ByPercentage { get; init; }

    public required string Company { get; init; }
    public required string CompanyId { get; init; }
    public required string Contact { get; init; }
    public required string ContactId { get; init; }
    public required string Contacts { get; init; }
    public required string ContactNames { get; init; }

    public required string Order { get; init; }
    public required string Date { get; init; }
    public required string Value { get; init; }
    public required string Refunded { get; init; }
    public required string RunningTotal { get; init; }
    public required string Cancelled { get; init; }

    public required string Part { get; init; }
    public required string What { get; init; }
    public required string Amount { get; init; }
    public required string AmountBefore { get; init; }
    public required string Number { get; init; }
    public required string NumberBefore { get; init; }
    public required string Change { get; init; }
    public required string Now { get; init; }
    public required string Before { get; init; }
    public required string Changed { get; init; }
    public required string BestCustomers { get; init; }
    public required string Tiers { get; init; }
    public required string Quiet { get; init; }
    public required string Revenue { get; init; }
    public required string NumberOfOrders { get; init; }
    public required string ReturningCustomers { get; init; }
    public required string AverageOrderValue { get; init; }

    /// <summary>What the columns on cost say of one customer.</summary>
    public required string CacColumn { get; init; }

    public required string FirstProductColumn { get; init; }
    public required IReadOnlyList<string> ChannelsDefinition { get; init; }

    /// <summary>In the place of the first sentence on channels.</summary>
    public required string FirstVisitDefinition { get; init; }

    public required IReadOnlyList<string> ProductsDefinition { get; init; }

    /// <summary>Where the margin is shown; given what it is where no cost is known.</summary>
    public required Func<string, string> MarginColumn { get; init; }

    public required IReadOnlyList<string> CompaniesDefinition { get; init; }
    public required IReadOnlyList<string> CustomerDefinition { get; init; }
    public required IReadOnlyList<string> SummaryDefinition { get; init; }

    /// <returns>Null for a column of another report.</returns>
    public string? Heading(string column) => column switch
    {
        "channel" => Channel,
        "acquisition_channel" => AcquisitionChannel,
        "new_customers" => NewCustomers,
        "clv_per_customer" => ClvPerCustomer,
        "spend" => Spend,
        "clv_cac" => ClvCac,
        "verdict" => Verdict,
        "product" => Product,
        "product_id" => ProductId,
        "first_product" => FirstProduct,
        "units" => Units,
        "top_share" => TopShare,
        "first_customers" => FirstCustomers,
        "repeat_rate" => RepeatRate,
        "margin" => Margin,
        "margin_by" => MarginBy,
        "company" => Company,
        "company_id" => CompanyId,
        "contact" => Contact,
        "contact_id" => ContactId,
        "contacts" => Contacts,
        "contact_names" => ContactNames,
        "order" => Order,
        "date" => Date,
        "value" => Value,
        "refunded" => Refunded,
        "running_total" => RunningTotal,
        "cancelled" => Cancelled,
        "products" => string.Concat(Products[..1].ToUpperInvariant(), Products[1..]),
        "part" => Part,
        "what" => What,
        "amount" => Amount,
        "amount_before" => AmountBefore,
        "number" => Number,
        "number_before" => NumberBefore,
        "change" => Change,
        _ => null,
    };

    /// <returns>Null for no word of these reports.</returns>
    public string? Word(string key) => key switch
    {
        "healthy" => Healthy,
        "modest" => Modest,
        "unsustainable" => Unsustainable,
        "cost" => ByCost,
        "percentage" => ByPercentage,
        "changed" => Changed,
        "best_customers" => BestCustomers,
        "tiers" => Tiers,
        "quiet" => Quiet,
        "now" => Now,
        "before" => Before,
        "revenue" => Revenue,
        "orders" => NumberOfOrders,
        "new_customers" => NewCustomers,
        "returning_customers" => ReturningCustomers,
        "average_order_value" => AverageOrderValue,
        _ => null,
    };

    /// <summary>What only these reports and columns count.</summary>
    public IEnumerable<string> Definition(Report report, Formats formats) => report.Kind switch
    {
        ReportKind.Clv => [.. Shows(report, "cac", "clv_cac", "verdict") ? [CacColumn] : Array.Empty<string>(), .. Shows(report, "first_product") ? [FirstProductColumn] : Array.Empty<string>()],
        ReportKind.Channels when report.ByFirstVisit => [FirstVisitDefinition, .. ChannelsDefinition.Skip(1)],
        ReportKind.Channels => ChannelsDefinition,
        ReportKind.Products when Shows(report, "margin", "margin_by") => [.. ProductsDefinition, MarginColumn(formats.Share(report.Terms!.Share))],
        ReportKind.Products => ProductsDefinition,
        ReportKind.Companies => CompaniesDefinition,
        ReportKind.Customer => CustomerDefinition,
        ReportKind.Summary => SummaryDefinition,
        _ => [],
    };

    static bool Shows(Report report, params string[] keys) => report.Sections[0].Columns.Any(column => keys.Contains(column.Key));
}
