using System.Runtime.CompilerServices;

namespace ShopClvReports.Tests;

/// <summary>The files of this repository, as they lie in the working copy.</summary>
static class Repository
{
    /// <summary>Its root, with a separator at the end.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..")) + Path.DirectorySeparatorChar;

    public static string Read(string path) => File.ReadAllText(Root + path);

    public static bool Has(string path) => Path.Exists(Root + path);

    /// <summary>Hand-written files below a folder, relative to the root.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Root + folder, "*", SearchOption.AllDirectories)
            .Select(path => path[Root.Length..].Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "TestResults") && extensions.Contains(Path.GetExtension(path)));

    static string ThisFile([CallerFilePath] string path = "") => path;
}
