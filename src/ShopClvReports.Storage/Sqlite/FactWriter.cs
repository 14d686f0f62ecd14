using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ShopClvReports.Analytics;

namespace ShopClvReports.Storage;

/// <summary>Applies facts within the transaction of the one writer. Every statement is prepared once.</summary>
sealed partial class FactWriter(SqliteConnection connection, SecretBox secrets) : IDisposable
{
    readonly ArrayBufferWriter<byte> _text = new();
    readonly Utf8JsonWriter _json = new(Stream.Null);

    readonly Statement _order = new(connection, """
        INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
            max(?13, coalesce((SELECT sum(amount) FROM refunds WHERE shop_id = ?1 AND order_id = ?2), 0)), ?13,
            ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, 0, ?22)
        ON CONFLICT DO UPDATE SET
            number = excluded.number, customer_id = excluded.customer_id, processed_at = excluded.processed_at, detail = excluded.detail,
            updated_at = excluded.updated_at, progress = excluded.progress, currency = excluded.currency, ordered = excluded.ordered,
            current = excluded.current, received = excluded.received, refunded = excluded.refunded, refunded_said = excluded.refunded_said,
            tax = excluded.tax, shipping = excluded.shipping, gift_cards_ordered = excluded.gift_cards_ordered,
            gift_cards_current = excluded.gift_cards_current, test = excluded.test, cancelled_at = excluded.cancelled_at,
            status = excluded.status, channel = excluded.channel, sequence = excluded.sequence
        WHERE NOT deleted
            AND (excluded.detail, excluded.updated_at, excluded.progress, excluded.received, excluded.refunded_said, excluded.ordered,
                excluded.current, excluded.customer_id, excluded.processed_at, excluded.gift_cards_ordered, excluded.gift_cards_current,
                excluded.test, excluded.cancelled_at, excluded.currency, excluded.channel, excluded.number, excluded.tax, excluded.shipping)
            > (detail, updated_at, progress, received, refunded_said, ordered,
                current, customer_id, processed_at, gift_cards_ordered, gift_cards_current,
                test, cancelled_at, currency, channel, number, tax, shipping)
        """);

    readonly Statement _lines = new(connection, """
        INSERT INTO order_lines VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET lines = excluded.lines
        """);

    readonly Statement _noLines = new(connection, "DELETE FROM order_lines WHERE shop_id = ?1 AND order_id = ?2");

    readonly Statement _company = new(connection, """
        INSERT INTO order_companies VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET company_id = excluded.company_id, name = excluded.name
        """);

    readonly Statement _noCompany = new(connection, "DELETE FROM order_companies WHERE shop_id = ?1 AND order_id = ?2");

    // It does not change with the order's versions, and webhooks do not tell it.
    readonly Statement _firstVisit = new(connection, """
        INSERT INTO order_first_visits VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET source = excluded.source, medium = excluded.medium, campaign = excluded.campaign
        WHERE (excluded.source, excluded.medium, excluded.campaign) > (source, medium, campaign)
        """);

    readonly Statement _cost = new(connection, """
        INSERT INTO variant_costs VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET cost = excluded.cost, currency = excluded.currency WHERE (excluded.cost, excluded.currency) > (cost, currency)
        """);

    readonly Statement _refund = new(connection, """
        INSERT INTO refunds VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET amount = excluded.amount, processed_at = excluded.processed_at
        WHERE (excluded.amount, excluded.processed_at) > (amount, processed_at)
        """);

    readonly Statement _refunded = new(connection, """
        UPDATE orders SET sequence = ?3,
            refunded = max(refunded_said, (SELECT sum(amount) FROM refunds WHERE shop_id = ?1 AND order_id = ?2))
        WHERE shop_id = ?1 AND order_id = ?2
            AND (sequence <> ?3 OR refunded <> max(refunded_said, (SELECT sum(amount) FROM refunds WHERE shop_id = ?1 AND order_id = ?2)))
        """);

    readonly Statement _orderDeleted = new(connection, """
        INSERT INTO orders VALUES (?1, ?2, '', 0, 0, 0, 0, 0, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 1, ?3)
        ON CONFLICT DO UPDATE SET deleted = 1, sequence = excluded.sequence WHERE NOT deleted
        """);

    readonly Statement _orderEdited = new(connection, """
        INSERT INTO order_edits VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET edited_at = excluded.edited_at WHERE excluded.edited_at > edited_at
        """);

    readonly Statement _customer = new(connection, """
        INSERT INTO customers VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0, ?8)
        ON CONFLICT DO UPDATE SET
            kind = excluded.kind, label = excluded.label, name = excluded.name, email = excluded.email, updated_at = excluded.updated_at,
            sequence = iif((kind, label, name, email) = (excluded.kind, excluded.label, excluded.name, excluded.email), sequence, excluded.sequence)
        WHERE NOT deleted
            AND (excluded.updated_at, excluded.email, excluded.name, excluded.kind, excluded.label) > (updated_at, email, name, kind, label)
        """);

    readonly Statement _customerDeleted = new(connection, """
        INSERT INTO customers VALUES (?1, ?2, 0, '', '', '', 0, 0, 1, ?3)
        ON CONFLICT DO UPDATE SET deleted = 1, kind = 0, label = '', name = '', email = '', sequence = excluded.sequence WHERE NOT deleted
        """);

    readonly Statement _customersMerged = new(connection, """
        INSERT INTO customers VALUES (?1, ?2, 0, '', '', '', -9223372036854775808, ?3, 0, ?4)
        ON CONFLICT DO UPDATE SET merged_into = excluded.merged_into, sequence = excluded.sequence WHERE excluded.merged_into > merged_into
        """);

    /// <summary>Stores one fact.</summary>
    /// <param name="sequence">Stamped on what a ledger must see again.</param>
    /// <returns>Whether it told something new; of an order, not of the customer within it.</returns>
    public bool Apply(int shop, ShopFact fact, long sequence) => fact switch
    {
        OrderSeen seen => Order(shop, seen, sequence),
        OrderDeleted deleted => _orderDeleted.Bind(shop).Bind(deleted.Order.Value).Bind(sequence).Run() > 0,
        OrderEdited edited => _orderEdited.Bind(shop).Bind(edited.Order.Value).Bind(edited.At.ToUnixTimeMilliseconds()).Run() > 0,
        RefundMade made => Refund(shop, made.Refund, sequence),
        CustomerSeen seen => Customer(shop, seen.Customer, sequence),
        CustomerDeleted deleted => _customerDeleted.Bind(shop).Bind(deleted.Customer.Value).Bind(sequence).Run() > 0,
        CustomersMerged merged =>
            merged.Gone != merged.Kept
            && _customersMerged.Bind(shop).Bind(merged.Gone.Value).Bind(merged.Kept.Value).Bind(sequence).Run() > 0,
        ShopifyTotalSeen seen => Total(shop, seen.Total),
        VariantCostSeen { Cost: var cost } =>
            _cost.Bind(shop).Bind(cost.Variant.Value).Bind(cost.Since.ToUnixTimeMilliseconds()).Bind(cost.Cost.Minor).Bind(cost.Cost.Currency.Code).Run() > 0,
        PrivacyAsked asked => SqlitePrivacy.Receive(connection, secrets, shop, asked),
        AppUninstalled uninstalled => SqliteConnections.Uninstalled(connection, shop, uninstalled.At),
        _ => throw new InvalidOperationException($"no way to store {fact.GetType().Name}"),
    };

    /// <summary>
    /// Stores many facts: their customers first, by id and each only in its newest version, so that what lies together in the table
    /// is written together and once.
    /// </summary>
    /// <returns>How many told something new, as <see cref="Apply"/> sees it.</returns>
    public int ApplyAll(int shop, IReadOnlyList<ShopFact> facts, long sequence)
    {
        foreach (var customer in NewestCustomers(facts)) Customer(shop, customer, sequence);
        var stored = 0;
        foreach (var fact in facts)
            if (Apply(shop, fact is OrderSeen { Customer: not null } seen ? seen with { Customer = null } : fact, sequence)) stored++;
        return stored;
    }

    /// <summary>Several of one customer only where they are of the same instant: the store decides between those.</summary>
    static IEnumerable<CustomerFact> NewestCustomers(IReadOnlyList<ShopFact> facts) => facts.OfType<OrderSeen>()
        .Where(seen => seen.Customer is not null).Select(seen => seen.Customer!)
        .GroupBy(customer => customer.Id.Value).OrderBy(versions => versions.Key)
        .SelectMany(versions => versions.Max(v => v.UpdatedAt) is var newest ? versions.Where(v => v.UpdatedAt == newest).Distinct() : []);

    bool Order(int shop, OrderSeen seen, long sequence)
    {
        var order = seen.Order;
        if (seen.Customer is { } customer) Customer(shop, customer, sequence);
        var changed = _order
            .Bind(shop).Bind(order.Id.Value).Bind(order.Number).Bind(order.Customer?.Value ?? 0).Bind(order.ProcessedAt.ToUnixTimeSeconds())
            .Bind((long)order.Detail).Bind(order.UpdatedAt.ToUnixTimeMilliseconds()).Bind(order.Progress).Bind(order.Currency.Code)
            .Bind(order.Amounts.Ordered).Bind(order.Amounts.Current).Bind(order.Amounts.Received).Bind(order.Amounts.Refunded)
            .Bind(order.Amounts.Tax).Bind(order.Amounts.Shipping).Bind(order.Amounts.GiftCardsOrdered).Bind(order.Amounts.GiftCardsCurrent)
            .Bind(order.Test).Bind(order.CancelledAt?.ToUnixTimeMilliseconds() ?? 0).Bind((long)order.Status).Bind(order.Channel)
            .Bind(sequence).Run() > 0;
        if (changed)
        {
            Lines(shop, order);
            Company(shop, order);
        }

        if (order.FirstVisit is { } visit) changed |= FirstVisit(shop, order.Id, visit);
        foreach (var refund in seen.Refunds) changed |= Refund(shop, refund, sequence);
        return changed;
    }

    void Lines(int shop, OrderFact order)
    {
        if (order.Lines.Count == 0)
        {
            // A file's summary of the order has none; whatever stood here belonged to an older version.
            if (order.Detail == OrderDetail.Whole) _noLines.Bind(shop).Bind(order.Id.Value).Run();
            return;
        }

        _text.ResetWrittenCount();
        _json.Reset(_text);
        LineItems.Write(_json, order.Lines);
        _json.Flush();
        _lines.Bind(shop).Bind(order.Id.Value).BindUtf8(_text.WrittenSpan).Run();
    }

    void Company(int shop, OrderFact order)
    {
        if (order.Company is { } company) _company.Bind(shop).Bind(order.Id.Value).Bind(company.Id).Bind(company.Name).Run();
        else if (order.Detail == OrderDetail.Whole) _noCompany.Bind(shop).Bind(order.Id.Value).Run();
    }

    bool FirstVisit(int shop, OrderId order, FirstVisit visit) =>
        _firstVisit.Bind(shop).Bind(order.Value).Bind(visit.Source).Bind(visit.Medium).Bind(visit.Campaign).Run() > 0;

    bool Refund(int shop, RefundFact refund, long sequence) =>
        _refund.Bind(shop).Bind(refund.Order.Value).Bind(refund.Id).Bind(refund.Amount).Bind(refund.ProcessedAt.ToUnixTimeMilliseconds()).Run() > 0
        && _refunded.Bind(shop).Bind(refund.Order.Value).Bind(sequence).Run() >= 0;

    bool Customer(int shop, CustomerFact customer, long sequence) =>
        _customer.Bind(shop).Bind(customer.Id.Value).Bind((long)customer.Kind).Bind(customer.Label).Bind(customer.Name).Bind(customer.Email)
            .Bind(customer.UpdatedAt.ToUnixTimeMilliseconds()).Bind(sequence).Run() > 0;

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            _order, _lines, _noLines, _company, _noCompany, _firstVisit, _cost, _refund, _refunded, _orderDeleted, _orderEdited, _customer,
            _customerDeleted, _customersMerged, _total,
        })
            statement.Dispose();
        _json.Dispose();
    }
}
