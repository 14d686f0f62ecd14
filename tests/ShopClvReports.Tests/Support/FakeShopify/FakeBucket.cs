namespace ShopClvReports.Tests;

/// <summary>The points that an app may spend in a shop, restored as time goes.</summary>
/// <param name="restore">Points a second.</param>
sealed class FakeBucket(double maximum, double restore, TimeProvider clock)
{
    double _spent;
    DateTimeOffset _at = clock.GetUtcNow();

    public double Maximum => maximum;

    public double Restore => restore;

    public double Available
    {
        get
        {
            var now = clock.GetUtcNow();
            _spent = Math.Max(0, _spent - Math.Max(0, (now - _at).TotalSeconds) * restore);
            _at = now;
            return maximum - _spent;
        }
    }

    public bool Covers(int cost) => Available >= Math.Min(cost, maximum);

    public void Spend(int cost) => _spent = maximum - Math.Max(0, Available - cost);
}
