using ShopClvReports.Analytics;

namespace ShopClvReports.Shopify;

/// <summary>The bodies of customers/*.</summary>
static class CustomerPayload
{
    public static CustomerSeen Seen(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        var customer = CustomerDraft.Read(ref body);
        return new CustomerSeen(new CustomerFact(
            new CustomerId(customer.Id ?? throw body.Missing("id", "the customer's id")), CustomerKind.Account, Label: null,
            customer.Name, customer.Email,
            customer.UpdatedAt ?? customer.CreatedAt ?? throw body.Missing("updated_at", "when the customer last changed")));
    });

    public static CustomerDeleted Deleted(ReadOnlySpan<byte> json) => BodyReader.Read(
        json, static (ref BodyReader body) => new CustomerDeleted(new CustomerId(body.IdWithin() ?? throw body.Missing("id", "the deleted customer's id"))));

    /// <returns>Null when the merge failed.</returns>
    public static CustomersMerged? Merged(ReadOnlySpan<byte> json) => BodyReader.Read(json, static (ref BodyReader body) =>
    {
        long? kept = null, gone = null;
        var failed = false;
        while (body.NextProperty(out var name))
        {
            if (name.SequenceEqual("admin_graphql_api_customer_kept_id"u8)) kept = body.Id();
            else if (name.SequenceEqual("admin_graphql_api_customer_deleted_id"u8)) gone = body.Id();
            else if (name.SequenceEqual("status"u8)) failed = body.Is("failed"u8);
            else body.Skip();
        }

        if (failed) return null;
        var merged = new CustomersMerged(
            new CustomerId(kept ?? throw body.Missing("admin_graphql_api_customer_kept_id", "the id of the customer that stays")),
            new CustomerId(gone ?? throw body.Missing("admin_graphql_api_customer_deleted_id", "the id of the customer that goes")));
        return merged.Kept != merged.Gone
            ? merged
            : throw new PayloadException($"found customer {kept} merged with itself, expected two customers");
    });
}
