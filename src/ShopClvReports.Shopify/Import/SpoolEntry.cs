namespace ShopClvReports.Shopify;

/// <summary>One line of a bulk file in a spool. Sorts by order, the order itself before its lines.</summary>
/// <param name="Line">Number in the file that is read.</param>
readonly record struct SpoolEntry(long Order, BulkKind Kind, long Id, long Line, int Length) : IComparable<SpoolEntry>
{
    public int CompareTo(SpoolEntry other) =>
        Order != other.Order ? Order.CompareTo(other.Order)
        : Kind != other.Kind ? Kind.CompareTo(other.Kind)
        : Id != other.Id ? Id.CompareTo(other.Id)
        : Line.CompareTo(other.Line);
}
