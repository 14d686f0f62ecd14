using ShopClvReports.Storage;

namespace ShopClvReports;

/// <summary>Whether webhooks can be taken right now.</summary>
static class Readiness
{
    public static async Task<IResult> Of(IStore store)
    {
        try
        {
            await store.ProbeAsync();
            return Results.Text("ready");
        }
        catch (StoreException e)
        {
            return Results.Text(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
