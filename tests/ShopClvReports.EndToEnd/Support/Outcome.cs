namespace ShopClvReports.EndToEnd;

/// <summary>How a run of <c>shopclv</c> ended.</summary>
sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <returns>What it wrote, when it went well.</returns>
    public string Fine()
    {
        Assert.True(ExitCode == 0, $"shopclv ended with {ExitCode}\n{Output}\n{Error}");
        return Output;
    }

    /// <returns>What it said went wrong.</returns>
    public string Failed(int code)
    {
        Assert.True(ExitCode == code, $"shopclv ended with {ExitCode} instead of {code}\n{Output}\n{Error}");
        Assert.DoesNotContain("   at ", Error);
        return Error;
    }
}
