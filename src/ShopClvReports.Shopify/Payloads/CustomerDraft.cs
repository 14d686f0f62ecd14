namespace ShopClvReports.Shopify;

/// <summary>A customer as read, by itself or within an order.</summary>
readonly partial record struct CustomerDraft(long? Id, string? Name, string? Email, DateTimeOffset? UpdatedAt, DateTimeOffset? CreatedAt)
{
    const int LongestName = 255;
    const int LongestEmail = 320;

    public static CustomerDraft Read(ref BodyReader body)
    {
        long? id = null;
        BodyText? first = null, last = null, email = null;
        DateTimeOffset? updatedAt = null, createdAt = null;
        while (body.NextProperty(out var name))
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8): id = body.Id(); break;
                case 5 when name.SequenceEqual("email"u8): email = body.Mark(); break;
                case 9 when name.SequenceEqual("last_name"u8): last = body.Mark(); break;
                case 10 when name.SequenceEqual("first_name"u8): first = body.Mark(); break;
                case 10 when name.SequenceEqual("created_at"u8): createdAt = body.Instant(); break;
                case 10 when name.SequenceEqual("updated_at"u8): updatedAt = body.Instant(); break;
                default: body.Skip(); break;
            }

        return new CustomerDraft(id, FullName(body, first, last), EmailOf(body, email), updatedAt, createdAt);
    }

    public static string? FullName(in BodyReader body, BodyText? first, BodyText? last) =>
        (body.Decode(first, LongestName), body.Decode(last, LongestName)) switch
        {
            ({ } given, { } family) => BodyText.Cut($"{given} {family}", LongestName),
            var (given, family) => given ?? family,
        };

    public static string? NameOf(in BodyReader body, BodyText? whole) => body.Decode(whole, LongestName);

    /// <summary>An address longer than an address can be is none.</summary>
    public static string? EmailOf(in BodyReader body, BodyText? address) =>
        Analytics.Email.Normalise(body.Decode(address, LongestEmail + 1)) is { Length: <= LongestEmail } email ? email : null;
}
