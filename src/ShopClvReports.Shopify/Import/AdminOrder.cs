using System.Buffers;
using System.Buffers.Text;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>One order of the admin's export while its rows come in.</summary>
sealed class AdminOrder(Shop shop, CsvHeader header)
{
    /// <summary>Indexes into the required and the optional columns of <see cref="AdminCsv"/> together.</summary>
    const int Number = 0, EmailAddress = 1, Status = 2, Total = 3, CreatedAt = 4, LineQuantity = 5, LineName = 6, LinePrice = 7, Id = 8,
        PaidAt = 9, CancelledAt = 10, CurrencyCode = 11, Taxes = 12, Shipping = 13, Refunded = 14, Outstanding = 15, Source = 16,
        BillingName = 17, ShippingName = 18, LineDiscount = 19;

    readonly CsvInstant _instant = new(shop.TimeZone);
    readonly ArrayBufferWriter<byte> _rows = new();
    List<LineItem> _lines = [];
    byte[] _number = [];
    byte[] _id = [];
    OrderSeen? _order;
    long _line;
    string? _fault;

    /// <summary>Whether the row belongs to the order that is open.</summary>
    public bool Has(CsvRecords row) =>
        _rows.WrittenCount is > 0 and < ImportSource.LongestElement
        && row[Number].SequenceEqual(_number)
        && (row[Id].IsEmpty || row[Id].SequenceEqual(_id));

    public void Add(CsvRecords row)
    {
        try
        {
            if (_rows.WrittenCount == 0) Begin(row);
            if (_order is not null && Line(row, _order.Order.Currency) is { } line) _lines.Add(line);
        }
        catch (PayloadException e)
        {
            _fault ??= _line == row.Line ? e.Message : $"its row on line {row.Line}: {e.Message}";
        }

        _rows.Write(row.Raw);
        _rows.Write("\n"u8);
    }

    /// <summary>The order that was open, if one was; none is afterwards.</summary>
    public Imported? Take()
    {
        if (_rows.WrittenCount == 0) return null;
        var done = _fault is null
            ? Imported.Of(_order! with { Order = _order.Order with { Lines = _lines } }, _rows.WrittenCount)
            : Imported.No(_line, _fault, header.Above(_rows.WrittenSpan));
        _rows.ResetWrittenCount();
        (_lines, _order, _fault) = ([], null, null);
        return done;
    }

    void Begin(CsvRecords row)
    {
        (_line, _number, _id) = (row.Line, row[Number].ToArray(), row[Id].ToArray());
        var number = CsvField.Text(row[Number]) ?? throw CsvField.Unexpected("Name", [], "the order's name, such as #1001");
        var created = _instant.Read("Created at", row[CreatedAt]) ?? throw CsvField.Unexpected("Created at", [], "when it was ordered");
        var cancelled = _instant.Read("Cancelled at", row[CancelledAt]);
        var updated = new[] { created, _instant.Read("Paid at", row[PaidAt]) ?? created, cancelled ?? created }.Max();
        var currency = CsvField.Currency("Currency", row[CurrencyCode], shop.Currency);
        if (!PaymentState.TryParse(row[Status], out var status) && !row[Status].IsEmpty)
            throw CsvField.Unexpected("Financial Status", row[Status], PaymentState.Words);

        var total = CsvField.Amount("Total", row[Total]) ?? throw CsvField.Unexpected("Total", [], "the order's total");
        var refunded = CsvField.Amount("Refunded Amount", row[Refunded]) ?? 0;
        var received = PaymentState.Received(status, total, CsvField.Amount("Outstanding Balance", row[Outstanding]))
            ?? throw CsvField.Unexpected("Outstanding Balance", [], "what is still to be paid of a partially paid order");
        long Minor(string column, decimal? amount) => CsvField.Minor(column, amount ?? 0, currency);
        var amounts = new OrderAmounts(
            Minor("Total", total), Minor("Total", total - refunded), Minor("Total", received), Minor("Refunded Amount", refunded),
            Minor("Taxes", CsvField.Amount("Taxes", row[Taxes])), Minor("Shipping", CsvField.Amount("Shipping", row[Shipping])));

        var customer = Customer(row, updated);
        _order = new OrderSeen(
            new OrderFact(
                OrderIdOf(row[Id], number), number, customer?.Id, created, updated, currency, amounts, Test: false, cancelled, status,
                CsvField.Text(row[Source], MarketingChannel.Longest) ?? "", [], OrderDetail.Summary),
            [], customer);
    }

    static CustomerFact? Customer(CsvRecords row, DateTimeOffset updated) =>
        CsvField.Email(row[EmailAddress]) is { } email
            ? new CustomerFact(
                new CustomerId(DerivedId.Of("email", email)), CustomerKind.Guest, Label: null,
                CsvField.Text(row[BillingName]) ?? CsvField.Text(row[ShippingName]), email, updated)
            : null;

    static OrderId OrderIdOf(ReadOnlySpan<byte> field, string number)
    {
        if (CsvField.IsId(field, out var id)) return new OrderId(id);
        // Under another id it would be counted a second time beside the order itself.
        if (Utf8Parser.TryParse(field, out double _, out var read) && read == field.Length)
            throw CsvField.Unexpected(
                "Id", field, "the order's id; a spreadsheet has rounded it: export the orders again and import that file as it is");
        return new OrderId(DerivedId.Of("order", number));
    }

    LineItem? Line(CsvRecords row, Currency currency)
    {
        if (CsvField.Quantity("Lineitem quantity", row[LineQuantity]) is not { } quantity) return null;
        var price = CsvField.Amount("Lineitem price", row[LinePrice])
            ?? throw CsvField.Unexpected("Lineitem price", [], "the price of one");
        var net = price * quantity - (CsvField.Amount("Lineitem discount", row[LineDiscount]) ?? 0);
        return new LineItem(
            -(_lines.Count + 1), null, CsvField.Text(row[LineName]) ?? "", quantity, quantity,
            CsvField.Minor("Lineitem price", net, currency), IsGiftCard: false);
    }
}
