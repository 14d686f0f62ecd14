using System.Buffers;
using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The result of a bulk operation. Customers and costs pass straight through; orders wait for their lines until the file's end.</summary>
static class BulkFile
{
    /// <summary>
    /// What an operation had written when it broke off. Of any order lines may be missing: it counts until the whole order is seen,
    /// and never stands in its way. What lacks its order, or its end, is left for the next attempt.
    /// </summary>
    public static IEnumerable<Imported> ReadPart(ImportSource source)
    {
        foreach (var one in Read(source))
            if (one.Fact is OrderSeen seen) yield return one with { Fact = seen with { Order = seen.Order with { Detail = OrderDetail.Summary } } };
            else yield return one.Bad is null ? one : Imported.Later;
    }

    public static IEnumerable<Imported> Read(ImportSource source)
    {
        using var spool = new BulkSpool();
        var elements = new JsonElements(source);
        while (elements.Read()) yield return Element(elements, spool);
        foreach (var group in spool.Groups())
            foreach (var one in Join(group))
                yield return one;
    }

    static Imported Element(JsonElements element, BulkSpool spool)
    {
        try
        {
            if (element.Broken is { } reason) return Imported.No(element.Line, reason, element.Bytes);
            var line = BulkLine.Read(element.Bytes);
            if (line.Kind == BulkKind.Customer) return Imported.Of(new CustomerSeen(Customer(element.Bytes)), element.Bytes.Length);
            if (line.Kind == BulkKind.Variant) return Cost(element.Bytes) is { } cost ? Imported.Of(new VariantCostSeen(cost), element.Bytes.Length) : Imported.Later;
            if (line.Kind != BulkKind.Other) spool.Add(line, element.Line, element.Bytes);
            return Imported.Later;
        }
        catch (PayloadException e)
        {
            return Imported.No(element.Line, e.Message, element.Bytes);
        }
    }

    static CustomerFact Customer(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        var customer = CustomerDraft.ReadGraph(ref body);
        return new CustomerFact(
            new CustomerId(customer.Id ?? throw body.Missing("id", "the customer's id")), CustomerKind.Account, Label: null,
            customer.Name, customer.Email,
            customer.UpdatedAt ?? customer.CreatedAt ?? throw body.Missing("updatedAt", "when the customer last changed"));
    });

    /// <returns>Null for a variant whose cost nobody has said.</returns>
    static VariantCost? Cost(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        long? id = null;
        (MoneyPart Cost, DateTimeOffset Since)? known = null;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("id"u8)) id = body.Id();
            else if (name.SequenceEqual("inventoryItem"u8)) known = ItemCost(ref body);
            else body.Skip();
        return known is ({ Currency: { } currency } cost, var since)
            ? new VariantCost(
                new VariantId(id ?? throw body.Missing("id", "the variant's id")), new Money(BodyReader.Minor(cost.Amount, currency), currency), since)
            : null;
    });

    static (MoneyPart, DateTimeOffset)? ItemCost(ref BodyReader body)
    {
        MoneyPart? cost = null;
        DateTimeOffset? since = null;
        if (!body.EnterObject()) return null;
        while (body.NextProperty(out var name))
            if (name.SequenceEqual("unitCost"u8)) cost = MoneyPart.Read(ref body);
            else if (name.SequenceEqual("updatedAt"u8)) since = body.Instant();
            else body.Skip();
        return cost is { } known ? (known, since ?? throw body.Missing("updatedAt", "since when the cost holds")) : null;
    }

    static IEnumerable<Imported> Join(BulkSpool.Group group)
    {
        if (group.Kind(0) != BulkKind.Order)
        {
            for (var i = 0; i < group.Count; i++)
                yield return Imported.No(
                    group.Line(i), $"found a line of order {group.Order}, expected that order in the same file", group.Json(i));
            yield break;
        }

        var lines = Lines(group, out var bad);
        for (var i = 0; i < group.Count && group.Kind(i) == BulkKind.Order; i++)
            yield return bad is null ? Order(group, i, lines) : Imported.No(group.Line(i), bad, Whole(group, i));
    }

    static List<LineDraft> Lines(BulkSpool.Group group, out string? bad)
    {
        bad = null;
        var lines = new List<LineDraft>(group.Count);
        for (var i = 0; i < group.Count; i++)
        {
            // An order that stands in the file twice has its lines twice.
            var repeated = i + 1 < group.Count && group.Kind(i + 1) == BulkKind.LineItem && group.Id(i + 1) == group.Id(i);
            if (group.Kind(i) != BulkKind.LineItem || repeated) continue;
            try
            {
                lines.Add(BodyReader.Read(group.Json(i), static (ref BodyReader body) => LineDraft.ReadGraph(ref body)));
            }
            catch (PayloadException e)
            {
                bad ??= $"its line item on line {group.Line(i)}: {e.Message}";
            }
        }

        return lines;
    }

    static Imported Order(BulkSpool.Group group, int i, List<LineDraft> lines)
    {
        try
        {
            return Imported.Of(GraphOrder.Read(group.Json(i), lines), group.Json(i).Length);
        }
        catch (PayloadException e)
        {
            return Imported.No(group.Line(i), e.Message, Whole(group, i));
        }
    }

    /// <summary>An order with its lines, to be read again together.</summary>
    static ReadOnlySpan<byte> Whole(BulkSpool.Group group, int order)
    {
        var body = new ArrayBufferWriter<byte>();
        for (var i = 0; i < group.Count; i++)
        {
            if (group.Kind(i) == BulkKind.Order && i != order) continue;
            body.Write(group.Json(i));
            body.Write("\n"u8);
        }

        return body.WrittenSpan;
    }
}
