namespace ShopClvReports.Shopify;

/// <summary>Whom an address names.</summary>
readonly record struct AddressDraft(string? Whole, string? FirstAndLast)
{
    /// <param name="place">Null: no address.</param>
    public static AddressDraft Read(in BodyReader body, int? place)
    {
        if (place is not { } start) return default;
        var address = body.Reopen(start);
        BodyText? whole = null, first = null, last = null;
        while (address.NextProperty(out var name))
        {
            if (name.SequenceEqual("name"u8)) whole = address.Mark();
            else if (name.SequenceEqual("first_name"u8)) first = address.Mark();
            else if (name.SequenceEqual("last_name"u8)) last = address.Mark();
            else address.Skip();
        }

        return new AddressDraft(CustomerDraft.NameOf(body, whole), CustomerDraft.FullName(body, first, last));
    }
}
