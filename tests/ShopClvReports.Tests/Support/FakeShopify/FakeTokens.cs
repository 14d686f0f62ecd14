using System.Security.Cryptography;

namespace ShopClvReports.Tests;

/// <summary>
/// A shop's access tokens: the custom app's, and those that an installation gave. A refresh token may be used again until the one
/// that it gave is used, so that a lost answer can be had once more; then it is spent.
/// </summary>
sealed class FakeTokens(TimeProvider clock)
{
    public static readonly TimeSpan AccessLives = TimeSpan.FromHours(1);
    public static readonly TimeSpan RefreshLives = TimeSpan.FromDays(90);
    static readonly TimeSpan s_codeLives = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, DateTimeOffset> _codes = [];
    readonly Dictionary<string, DateTimeOffset> _access = [];
    readonly Dictionary<string, Refresh> _refresh = [];

    /// <summary>Of the custom app: good until it is set to another, or to null.</summary>
    public string? Custom { get; set; } = New("shpat_");

    /// <summary>How many tokens an installation and its exchanges gave.</summary>
    public int Given { get; private set; }

    /// <param name="Before">The one it was had with; null: a code.</param>
    sealed record Refresh(DateTimeOffset Ends, string? Before);

    public sealed record Pair(string Access, int? AccessSeconds, string? Refresh, int? RefreshSeconds);

    public bool Accepts(string token) => token == Custom || (_access.TryGetValue(token, out var ends) && clock.GetUtcNow() < ends);

    /// <summary>For an owner who agreed.</summary>
    public string NewCode()
    {
        var code = New("");
        _codes.Add(code, clock.GetUtcNow() + s_codeLives);
        return code;
    }

    /// <returns>Null: the code is not good, or was used.</returns>
    public Pair? OfCode(string? code, bool expiring)
    {
        if (code is null || !_codes.Remove(code, out var ends) || clock.GetUtcNow() >= ends) return null;
        if (expiring) return Give(null);
        Given++;
        var token = New("shpat_");
        _access.Add(token, DateTimeOffset.MaxValue);
        return new Pair(token, null, null, null);
    }

    /// <returns>Null: the token is not good, or spent.</returns>
    public Pair? OfRefresh(string? token)
    {
        if (token is null || !_refresh.TryGetValue(token, out var used) || clock.GetUtcNow() >= used.Ends) return null;
        for (var before = used.Before; before is not null && _refresh.Remove(before, out var older);) before = older.Before;
        return Give(token);
    }

    /// <summary>The app was uninstalled.</summary>
    public void Revoke()
    {
        Custom = null;
        _access.Clear();
        _refresh.Clear();
    }

    Pair Give(string? before)
    {
        Given++;
        var (access, refresh) = (New("shpat_"), New("shprt_"));
        _access.Add(access, clock.GetUtcNow() + AccessLives);
        _refresh.Add(refresh, new Refresh(clock.GetUtcNow() + RefreshLives, before));
        return new Pair(access, (int)AccessLives.TotalSeconds, refresh, (int)RefreshLives.TotalSeconds);
    }

    static string New(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
