using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The body of refunds/create.</summary>
public static class RefundPayload
{
    /// <param name="shopCurrency">Decides the minor unit when the body names no currency.</param>
    /// <exception cref="PayloadException">The body is not a refund.</exception>
    public static RefundMade Read(ReadOnlySpan<byte> json, Currency shopCurrency)
    {
        var (refund, order) = BodyReader.Read(json, static (ref BodyReader body) =>
        {
            var refund = RefundDraft.Read(ref body);
            return (refund, refund.Order ?? throw body.Missing("order_id", "the id of the refunded order"));
        });
        return new RefundMade(refund.ToFact(new OrderId(order), refund.Currency ?? shopCurrency, orderRate: default));
    }
}
