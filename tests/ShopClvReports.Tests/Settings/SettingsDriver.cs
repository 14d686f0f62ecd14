namespace ShopClvReports.Tests;

/// <summary>Loads settings as the program does, from a file and variables of its own.</summary>
sealed class SettingsDriver : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shopclv-settings-");

    public Dictionary<string, string> Environment { get; } = [];

    public string Folder => _folder.FullName;

    public string Config => PathOf("shop.json");

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public Settings Load(string json)
    {
        Write("shop.json", json);
        return SettingsReader.Load(Config, Environment);
    }

    public Settings Load() => SettingsReader.Load(null, Environment);

    /// <returns>Each error, with the temporary folder left out of file names.</returns>
    public string[] Errors(string json) => Errors(() => Load(json));

    public string[] Errors() => Errors(() => Load());

    public string[] ErrorsOf(string file) => Errors(() => SettingsReader.Load(file, Environment));

    public void Dispose() => _folder.Delete(recursive: true);

    string[] Errors(Func<Settings> load)
    {
        var exception = Assert.Throws<SettingsException>(load);
        Assert.Equal(exception.Errors.Count + 1, exception.Message.Split('\n').Length);
        Assert.Null(exception.InnerException);
        return [.. exception.Errors.Select(e => e.Replace(Folder + Path.DirectorySeparatorChar, ""))];
    }
}
