namespace ShopClvReports.Analytics;

/// <summary>Finds the one customer that a person means.</summary>
public static class CustomerSearch
{
    const int MostCandidates = 8;

    /// <param name="text">The id that reports show, or an e-mail address.</param>
    /// <returns>The place in the ledger.</returns>
    /// <exception cref="ReportQueryException">Nobody, or several; the message names who may be meant.</exception>
    public static int Find(Ledger ledger, string text)
    {
        text = text.Trim();
        if (text.Length == 0) throw new ReportQueryException("no customer is named; give the customer's id or e-mail address");
        var email = Email.Normalise(text);
        List<int> found = [], like = [];
        for (var c = 0; c < ledger.CustomerCount; c++)
        {
            ref readonly var customer = ref ledger.Customer(c);
            if (customer.ShownId.Equals(text, StringComparison.OrdinalIgnoreCase) || Email.Normalise(customer.Email) == email) found.Add(c);
            else if (like.Count <= MostCandidates && IsLike(customer, text)) like.Add(c);
        }

        return found switch
        {
            [var only] => only,
            [] => throw new ReportQueryException(like.Count == 0
                ? $"there is no customer '{text}'; give the customer_id or the e-mail address that shopclv report clv shows"
                : $"there is no customer '{text}'; is one of these meant: {Names(ledger, like)}"),
            _ => throw new ReportQueryException($"'{text}' is several customers; give the id of one: {Names(ledger, found)}"),
        };
    }

    static bool IsLike(in LedgerCustomer customer, string text) =>
        customer.Name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || customer.Email?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || customer.ShownId.Contains(text, StringComparison.OrdinalIgnoreCase);

    static string Names(Ledger ledger, List<int> customers) =>
        string.Join(", ", customers.Take(MostCandidates).Select(c => Name(ledger.Customer(c)))) + (customers.Count > MostCandidates ? ", …" : "");

    static string Name(in LedgerCustomer customer) => (customer.Name, customer.Email) switch
    {
        ({ } name, { } email) => $"{customer.ShownId} ({name}, {email})",
        (null, null) => customer.ShownId,
        var (name, email) => $"{customer.ShownId} ({name ?? email})",
    };
}
