using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>One amount in the shop's currency and in the one shown to the buyer; <c>total_price_set</c> or <c>totalPriceSet</c>, and its like.</summary>
readonly record struct MoneySet(MoneyPart Shop, MoneyPart? Presentment)
{
    /// <returns>Null when the value is null or says nothing in the shop's currency.</returns>
    public static MoneySet? Read(ref BodyReader body)
    {
        if (!body.EnterObject()) return null;
        if (body.TryMoneySet(out var set)) return set;
        MoneyPart? shop = null, presentment = null;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("shop_money"u8) || name.SequenceEqual("shopMoney"u8)) shop = MoneyPart.Read(ref body);
            else if (name.SequenceEqual("presentment_money"u8) || name.SequenceEqual("presentmentMoney"u8)) presentment = MoneyPart.Read(ref body);
            else body.Skip();
        }

        return shop is { } known ? new MoneySet(known, presentment) : null;
    }
}

/// <summary>An amount in major units.</summary>
readonly record struct MoneyPart(decimal Amount, Currency? Currency)
{
    public static MoneyPart? Read(ref BodyReader body)
    {
        if (!body.EnterObject()) return null;
        decimal? amount = null;
        Currency? currency = null;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("amount"u8)) amount = body.Amount();
            else if (name.SequenceEqual("currency_code"u8) || name.SequenceEqual("currencyCode"u8)) currency = body.Currency();
            else body.Skip();
        }

        return amount is { } known ? new MoneyPart(known, currency) : null;
    }
}
