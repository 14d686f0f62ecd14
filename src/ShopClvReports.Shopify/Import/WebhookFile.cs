namespace ShopClvReports.Shopify;

/// <summary>A file of orders as webhooks and the REST API show them.</summary>
static class WebhookFile
{
    public static IEnumerable<Imported> Read(ImportSource source)
    {
        var elements = new JsonElements(source);
        while (elements.Read()) yield return Element(elements);
    }

    static Imported Element(JsonElements element)
    {
        try
        {
            return element.Broken is { } reason
                ? Imported.No(element.Line, reason, element.Bytes)
                : Imported.Of(OrderPayload.Read(element.Bytes), element.Bytes.Length);
        }
        catch (PayloadException e)
        {
            return Imported.No(element.Line, e.Message, element.Bytes);
        }
    }
}
