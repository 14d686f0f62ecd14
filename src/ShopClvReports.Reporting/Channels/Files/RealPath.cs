namespace ShopClvReports.Reporting;

/// <summary>Where a path leads when every link on its way is followed.</summary>
static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    const int MostLinks = 40;

    /// <summary>Whether a folder, there already or not, lies in a root or is it.</summary>
    /// <exception cref="IOException">Links that lead in a circle.</exception>
    public static bool LiesWithin(string folder, string root)
    {
        var (real, bounds) = (Of(folder), Of(root));
        var inside = Path.EndsInDirectorySeparator(bounds) ? bounds : bounds + Path.DirectorySeparatorChar;
        return real == bounds || real.StartsWith(inside, StringComparison.Ordinal);
    }

    static string Of(string path)
    {
        var links = 0;
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full[real.Length..]).Reverse());
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"{path} leads through more than {MostLinks} links");
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            foreach (var step in Parts(target[(Path.GetPathRoot(target)?.Length ?? 0)..]).Reverse()) rest.Push(step);
        }

        return Path.TrimEndingDirectorySeparator(real);
    }

    static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");
}
