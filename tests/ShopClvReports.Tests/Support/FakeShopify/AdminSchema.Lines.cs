namespace ShopClvReports.Tests;

static partial class AdminSchema
{
    /// <summary>With its order, whose currency it is in.</summary>
    sealed record LineOf(FakeOrder Order, FakeLine Line);

    sealed record RefundOf(FakeOrder Order, OrderJson.Refund Refund);

    sealed record TransactionOf(FakeOrder Order, long Id, string Kind, decimal Amount, DateTimeOffset At, string Gateway);

    static IEnumerable<TransactionOf> Transactions(FakeOrder order) =>
        order.Payments.Select(p => new TransactionOf(order, p.Id, "SALE", p.Amount, p.At, p.Gateway))
            .Concat(order.Refunds.Select(r => Transaction(new RefundOf(order, r))));

    static TransactionOf Transaction(RefundOf of) =>
        new(of.Order, of.Refund.Id + 2, "REFUND", of.Refund.Amount, of.Refund.At, of.Order.Payments.FirstOrDefault()?.Gateway ?? "manual");

    static void Lines(GraphSchema schema)
    {
        schema.Type<LineOf>("LineItem")
            .Field("id: ID!", l => $"gid://shopify/LineItem/{l.Line.Id}")
            .Field("title: String!", l => l.Line.Title)
            .Field("name: String!", l => l.Line.Title)
            .Field("sku: String", l => l.Line.Variant?.Sku)
            .Field("quantity: Int!", l => l.Line.Quantity)
            .Field("currentQuantity: Int!", l => l.Line.CurrentQuantity)
            .Field("isGiftCard: Boolean!", l => l.Line.GiftCard)
            .Field("originalTotalSet: MoneyBag!", l => l.Order.Money(l.Line.Price * l.Line.Quantity))
            .Field(
                "discountedTotalSet(withCodeDiscounts: Boolean = false): MoneyBag!",
                (l, c) => l.Order.Money(l.Line.Whole + (c.Flag("withCodeDiscounts") ? 0 : l.Line.CodeDiscount)))
            .Field(
                "discountAllocations: [DiscountAllocation!]!",
                l => new[] { l.Line.Discount, l.Line.CodeDiscount }.Where(d => d > 0).Select(l.Order.Money))
            .Field("product: Product", l => l.Line.Variant?.Product, "read_products")
            .Field("variant: ProductVariant", l => l.Line.Variant, "read_products");
        schema.Type<FakeMoney>("DiscountAllocation").Field("allocatedAmountSet: MoneyBag!", m => m);
        schema.Type<RefundOf>("Refund")
            .Field("id: ID!", r => $"gid://shopify/Refund/{r.Refund.Id}")
            .Field("legacyResourceId: UnsignedInt64!", r => r.Refund.Id)
            .Field("createdAt: DateTime", r => r.Refund.At)
            .Field("processedAt: DateTime!", r => r.Refund.At)
            .Field("updatedAt: DateTime!", r => r.Refund.At)
            .Field("totalRefundedSet: MoneyBag!", r => r.Order.Money(r.Refund.Amount))
            .Field(
                $"transactions({GraphPage.Arguments}): OrderTransactionConnection!",
                (r, c) => GraphPage.Of([Transaction(r)], t => t.Id, t => t.Id, c));
        schema.Type<TransactionOf>("OrderTransaction")
            .Field("id: ID!", t => $"gid://shopify/OrderTransaction/{t.Id}")
            .Field("kind: OrderTransactionKind!", t => t.Kind)
            .Field("status: OrderTransactionStatus!", _ => "SUCCESS")
            .Field("gateway: String", t => t.Gateway)
            .Field("test: Boolean!", t => t.Order.Test)
            .Field("createdAt: DateTime!", t => t.At)
            .Field("processedAt: DateTime", t => t.At)
            .Field("amountSet: MoneyBag!", t => t.Order.Money(t.Amount));
        schema.Type<FakeMoney>("MoneyBag").Field("shopMoney: MoneyV2!", m => m).Field("presentmentMoney: MoneyV2!", m => m.Shown);
        schema.Type<FakeMoney>("MoneyV2").Field("amount: Decimal!", m => m.Amount).Field("currencyCode: CurrencyCode!", m => m.Currency);
    }
}
