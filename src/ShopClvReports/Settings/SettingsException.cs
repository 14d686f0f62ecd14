namespace ShopClvReports;

/// <summary>The configuration cannot be used; the message lists every error, one a line, and no secret.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception($"The configuration cannot be used ({errors.Count} {(errors.Count == 1 ? "error" : "errors")}):\n{string.Join('\n', errors.Select(e => $"  {e}"))}")
{
    /// <summary>Each names the path, what was found, where, and what was expected.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
