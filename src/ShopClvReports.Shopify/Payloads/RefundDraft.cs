using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>A refund as read, by itself or within an order, before the order's currency is known.</summary>
sealed partial class RefundDraft
{
    readonly List<Transaction> transactions = [];
    long? id;
    DateTimeOffset? processedAt, createdAt;
    Currency? shopCurrency;
    ExchangeRate rate;

    public long? Order { get; private set; }

    /// <summary>As the refund itself tells: of its shop money, else of its transactions.</summary>
    public Currency? Currency
    {
        get
        {
            if (shopCurrency is { } known) return known;
            foreach (var transaction in transactions)
                if (transaction.Currency is { } currency) return currency;
            return null;
        }
    }

    public static List<RefundDraft> ReadAll(ref BodyReader body)
    {
        var refunds = new List<RefundDraft>();
        if (!body.EnterArray()) return refunds;
        while (body.NextObject()) refunds.Add(Read(ref body));
        return refunds;
    }

    public static RefundDraft Read(ref BodyReader body)
    {
        var refund = new RefundDraft();
        while (body.NextProperty(out var name)) refund.Take(ref body, name);
        if (refund.id is null) throw body.Missing("id", "the refund's id");
        if (refund.At is null) throw body.Missing("processed_at", "when the money was given back");
        return refund;
    }

    /// <param name="currency">The shop's currency when the order was placed.</param>
    /// <param name="orderRate">Serves when the refund's own amounts do not tell the rate.</param>
    public RefundFact ToFact(OrderId order, Currency currency, ExchangeRate orderRate)
    {
        var sum = 0m;
        foreach (var transaction in transactions) sum += InShopMoney(transaction, currency, orderRate);
        return new RefundFact(id!.Value, order, BodyReader.Minor(sum, currency), At!.Value);
    }

    DateTimeOffset? At => processedAt ?? createdAt;

    decimal InShopMoney(Transaction transaction, Currency currency, ExchangeRate orderRate)
    {
        if (transaction.Currency is not { } paidIn || paidIn == currency) return transaction.Amount;
        if (rate.TryConvert(transaction.Amount, paidIn, out var converted)
            || orderRate.TryConvert(transaction.Amount, paidIn, out converted))
            return converted;
        throw new PayloadException(
            $"found {transaction.Amount} {paidIn} given back in refund {id}, "
            + $"expected its amount in {currency} or amounts in both that tell the rate");
    }

    void Take(ref BodyReader body, ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
            case 8 when name.SequenceEqual("order_id"u8): Order = body.Id(); break;
            case 10 when name.SequenceEqual("created_at"u8): createdAt = body.Instant(); break;
            case 12 when name.SequenceEqual("processed_at"u8): processedAt = body.Instant(); break;
            case 12 when name.SequenceEqual("transactions"u8): TakeTransactions(ref body); break;
            case 16 when name.SequenceEqual("total_duties_set"u8): TakeRate(MoneySet.Read(ref body)); break;
            case 17 when name.SequenceEqual("order_adjustments"u8): TakeRates(ref body); break;
            case 17 when name.SequenceEqual("refund_line_items"u8): TakeRates(ref body); break;
            default: body.Skip(); break;
        }
    }

    void TakeRates(ref BodyReader body)
    {
        if (!body.EnterArray()) return;
        while (body.NextObject())
            while (body.NextProperty(out var name))
            {
                if (name.SequenceEqual("subtotal_set"u8) || name.SequenceEqual("total_tax_set"u8) || name.SequenceEqual("amount_set"u8))
                    TakeRate(MoneySet.Read(ref body));
                else body.Skip();
            }
    }

    void TakeRate(MoneySet? set)
    {
        rate.Add(set);
        shopCurrency ??= set?.Shop.Currency;
    }

    void TakeTransactions(ref BodyReader body)
    {
        transactions.Clear();
        if (!body.EnterArray()) return;
        while (body.NextObject())
        {
            decimal? amount = null;
            MoneyPart? set = null;
            Currency? currency = null;
            bool isRefund = false, succeeded = false;
            while (body.NextProperty(out var name))
                switch (name.Length)
                {
                    case 4 when name.SequenceEqual("kind"u8): isRefund = body.Is("refund"u8); break;
                    case 6 when name.SequenceEqual("status"u8): succeeded = body.Is("success"u8); break;
                    case 6 when name.SequenceEqual("amount"u8): amount = body.Amount(); break;
                    case 8 when name.SequenceEqual("currency"u8): currency = body.Currency(); break;
                    case 10 when name.SequenceEqual("amount_set"u8): set = MoneySet.Read(ref body)?.Shop; break;
                    default: body.Skip(); break;
                }

            if (!isRefund || !succeeded) continue;
            shopCurrency ??= set?.Currency;
            transactions.Add(set is { } inShop
                ? new Transaction(inShop.Amount, null)
                : new Transaction(amount ?? throw body.Missing("amount", "the money given back"), currency));
        }
    }

    /// <param name="Currency">Null: the shop's.</param>
    readonly record struct Transaction(decimal Amount, Currency? Currency);
}
