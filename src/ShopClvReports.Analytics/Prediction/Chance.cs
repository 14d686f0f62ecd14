namespace ShopClvReports.Analytics;

/// <summary>Numbers that look random and are the same for the same seed: SplitMix64 (Steele, Lea and Flood 2014).</summary>
sealed class Chance(ulong seed)
{
    ulong _state = seed;

    /// <summary>Between 0 and 1, neither included.</summary>
    public double Even()
    {
        var bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return (((bits ^ (bits >> 31)) >> 11) + 0.5) / (1UL << 53);
    }

    /// <summary>Of mean 1.</summary>
    public double Exponential() => -Math.Log(Even());

    /// <summary>Gamma(shape, 1), after Marsaglia and Tsang 2000.</summary>
    public double Gamma(double shape)
    {
        if (shape < 1) return Gamma(shape + 1) * Math.Pow(Even(), 1 / shape);
        var d = shape - 1.0 / 3;
        while (true)
        {
            var normal = Math.Sqrt(2 * Exponential()) * Math.Cos(2 * Math.PI * Even());
            var root = 1 + normal / Math.Sqrt(9 * d);
            var v = root * root * root;
            if (root > 0 && Math.Log(Even()) < normal * normal / 2 + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
