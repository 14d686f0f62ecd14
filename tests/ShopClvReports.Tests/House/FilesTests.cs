using System.Text.RegularExpressions;

namespace ShopClvReports.Tests;

public sealed partial class FilesTests
{
    const int MostLines = 400;

    [Fact]
    public void No_file_is_longer_than_can_be_read_at_a_sitting()
    {
        var files = Repository.Files("src", ".cs", ".razor").Concat(Repository.Files("tests", ".cs")).ToList();
        Assert.True(files.Count > 100, $"only {files.Count} files found");
        Assert.DoesNotContain(files, f => File.ReadLines(Repository.Root + f).Count() > MostLines);
    }

    [Fact]
    public void The_walk_names_files_that_exist()
    {
        var walk = Repository.Read("src/README.md");
        var paths = PathInBackticks().Matches(walk).Select(m => m.Groups[1].Value.TrimEnd('/')).Distinct().ToList();
        Assert.True(paths.Count >= 8, $"the walk names only {paths.Count} files");
        Assert.All(paths, path => Assert.True(Repository.Has("src/" + path) || Repository.Has(path), $"src/README.md names {path}, which is not there"));
    }

    /// <summary>Something with a slash or the ending of a source file, such as <c>ShopClvReports/Program.cs</c>; not an address or a media type.</summary>
    [GeneratedRegex(@"`((?=[^`]*(?:\w/\w|\.(?:cs|razor|json|props|md)\b))[A-Z\w.][\w./-]*)`")]
    private static partial Regex PathInBackticks();
}
