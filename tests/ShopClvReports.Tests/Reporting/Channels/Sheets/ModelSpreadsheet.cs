using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>A spreadsheet as Google keeps one, as far as our requests go. What breaks a documented limit is refused.</summary>
sealed class ModelSpreadsheet
{
    const long MostCells = 10_000_000;

    /// <summary>Of tabs that are gone; never used again.</summary>
    readonly HashSet<int> _usedIds;

    public ModelSpreadsheet() => (Tabs, _usedIds) = ([new ModelTab(0, "Sheet1", 1000, 26)], [0]);

    ModelSpreadsheet(ModelSpreadsheet from) => (Tabs, _usedIds) = ([.. from.Tabs.Select(t => t.Clone())], [.. from._usedIds]);

    public List<ModelTab> Tabs { get; }

    public ModelTab this[string title] => Tabs.Single(t => t.Title == title);

    /// <summary>What a reader sees: visible tabs with their cells, a line each.</summary>
    public string View => string.Join('\n', Tabs.Where(t => !t.Hidden).Select(t => t.View));

    /// <summary>All of the requests on a copy, or an exception.</summary>
    public ModelSpreadsheet With(JsonElement requests)
    {
        var copy = new ModelSpreadsheet(this);
        foreach (var request in requests.EnumerateArray())
        {
            var kind = Assert.Single(request.EnumerateObject());
            copy.Apply(kind.Name, kind.Value);
            Refuse(copy.Tabs.Sum(t => (long)t.Rows * t.Columns) > MostCells, "This action would increase the number of cells in the workbook above the limit of 10000000 cells.");
            Refuse(copy.Tabs.All(t => t.Hidden), "You can't remove all the visible sheets in a document.");
        }

        return copy;
    }

    public ModelTab Add(ModelTab tab)
    {
        Refuse(!_usedIds.Add(tab.Id), $"A sheet with the id {tab.Id} was there before");
        Refuse(Tabs.Any(t => string.Equals(t.Title, tab.Title, StringComparison.OrdinalIgnoreCase)), $"A sheet with the name \"{tab.Title}\" already exists.");
        Tabs.Add(tab);
        return tab;
    }

    public static void Refuse(bool when, string message)
    {
        if (when) throw new ModelRefusal(message);
    }

    void Apply(string kind, JsonElement of)
    {
        switch (kind)
        {
            case "addSheet":
                var added = of.GetProperty("properties");
                var grid = added.GetProperty("gridProperties");
                Add(new ModelTab(added.GetProperty("sheetId").GetInt32(), Title(added), grid.GetProperty("rowCount").GetInt32(), grid.GetProperty("columnCount").GetInt32())
                {
                    Hidden = added.GetProperty("hidden").GetBoolean(),
                });
                break;
            case "deleteSheet": Tabs.Remove(Tab(of)); break;
            case "updateSheetProperties": Update(of.GetProperty("properties"), of.GetProperty("fields").GetString()!); break;
            case "updateCells" when of.TryGetProperty("start", out var start): Tab(start).Write(start, of.GetProperty("rows")); break;
            case "updateCells":
                Tab(of.GetProperty("range")).Clear(ModelRange.Of(of.GetProperty("range")));
                break;
            case "repeatCell": Tab(of.GetProperty("range")).Format(ModelRange.Of(of.GetProperty("range")), of.GetProperty("cell").GetProperty("userEnteredFormat")); break;
            case "updateDimensionProperties":
                Refuse(of.GetProperty("range").GetProperty("endIndex").GetInt32() > Tab(of.GetProperty("range")).Columns, "beyond the grid");
                break;
            case "unmergeCells": Tab(of.GetProperty("range")).Inside(ModelRange.Of(of.GetProperty("range"))); break;
            case "copyPaste":
                var (from, to) = (of.GetProperty("source"), of.GetProperty("destination"));
                Tab(to).Paste(ModelRange.Of(to), Tab(from), ModelRange.Of(from));
                break;
            case "setBasicFilter":
                var filtered = of.GetProperty("filter").GetProperty("range");
                Tab(filtered).Filter = Tab(filtered).Inside(ModelRange.Of(filtered));
                break;
            case "clearBasicFilter":
                Refuse(Tab(of).Filter is null, "there is no filter");
                Tab(of).Filter = null;
                break;
            case "createDeveloperMetadata":
                var metadata = of.GetProperty("developerMetadata");
                Refuse(metadata.GetProperty("visibility").GetString() != "DOCUMENT", "no visibility");
                Tab(metadata.GetProperty("location")).Metadata.Add((metadata.GetProperty("metadataKey").GetString()!, metadata.GetProperty("metadataValue").GetString()!));
                break;
            case "deleteDeveloperMetadata":
                var lookup = of.GetProperty("dataFilter").GetProperty("developerMetadataLookup");
                Tab(lookup.GetProperty("metadataLocation")).Metadata.RemoveAll(m => m.Key == lookup.GetProperty("metadataKey").GetString());
                break;
            default: throw new ModelRefusal($"Unknown name \"{kind}\" at 'requests'");
        }
    }

    void Update(JsonElement properties, string fields)
    {
        var tab = Tab(properties);
        var grid = properties.TryGetProperty("gridProperties", out var g) ? g : default;
        if (Has("title"))
        {
            var title = Title(properties);
            Refuse(Tabs.Any(t => t != tab && string.Equals(t.Title, title, StringComparison.OrdinalIgnoreCase)), $"A sheet with the name \"{title}\" already exists.");
            tab.Title = title;
        }

        if (Has("hidden")) tab.Hidden = properties.GetProperty("hidden").GetBoolean();
        if (Has("rowCount")) tab.Resize(grid.GetProperty("rowCount").GetInt32(), grid.GetProperty("columnCount").GetInt32());
        if (Has("frozenRowCount")) tab.FrozenRows = grid.GetProperty("frozenRowCount").GetInt32();
        Refuse(tab.FrozenRows >= tab.Rows, "You can't freeze all visible rows on the sheet.");
        if (Has("index"))
        {
            var index = properties.GetProperty("index").GetInt32();
            Refuse(index < 0 || index > Tabs.Count, "no such index");
            var next = Tabs.ElementAtOrDefault(index);
            if (next == tab) return;
            Tabs.Remove(tab);
            Tabs.Insert(next is null ? Tabs.Count : Tabs.IndexOf(next), tab);
        }

        bool Has(string field) => fields.Split(',', '(', ')', '.').Contains(field);
    }

    ModelTab Tab(JsonElement of)
    {
        var id = of.GetProperty("sheetId").GetInt32();
        return Tabs.SingleOrDefault(t => t.Id == id) ?? throw new ModelRefusal($"Invalid requests[0]: No grid with id: {id}");
    }

    static string Title(JsonElement properties)
    {
        var title = properties.GetProperty("title").GetString()!;
        Refuse(title.Length is 0 or > 100, "The sheet name cannot be greater than 100 characters.");
        return title;
    }
}

/// <summary>A 400, in Google's words.</summary>
sealed class ModelRefusal(string message) : Exception(message);
