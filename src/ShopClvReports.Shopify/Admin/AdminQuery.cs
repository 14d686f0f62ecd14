namespace ShopClvReports.Shopify;

/// <summary>A GraphQL document of <c>Admin/Queries</c>, one operation each. None is put together at run time.</summary>
public sealed class AdminQuery
{
    AdminQuery(string name, string text) => (Name, Text) = (name, text);

    /// <summary>Of its file, without the ending.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <param name="name">Of a file beside the others.</param>
    public static AdminQuery Load(string name)
    {
        using var file = typeof(AdminQuery).Assembly.GetManifestResourceStream($"{name}.graphql")
            ?? throw new InvalidOperationException($"{name}.graphql is not embedded in this build");
        using var text = new StreamReader(file);
        return new AdminQuery(name, text.ReadToEnd());
    }

    public override string ToString() => Name;
}
