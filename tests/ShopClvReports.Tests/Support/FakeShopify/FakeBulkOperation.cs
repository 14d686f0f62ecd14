namespace ShopClvReports.Tests;

/// <summary>One bulk operation: what it found when it began, told when it is done.</summary>
sealed class FakeBulkOperation(long id, string query, DateTimeOffset createdAt, FakeBulkEnd end, FakeShop shop)
{
    static readonly TimeSpan s_addressLives = TimeSpan.FromDays(7);

    public static readonly string[] Statuses = ["CANCELED", "CANCELING", "COMPLETED", "CREATED", "EXPIRED", "FAILED", "RUNNING"];

    int _looks, _rows, _roots;

    public long Id => id;

    public string Gid => $"gid://shopify/BulkOperation/{id}";

    public string Query => query;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset? CompletedAt { get; private set; }

    public string Status { get; private set; } = "CREATED";

    public bool IsOpen => Status is "CREATED" or "RUNNING" or "CANCELING";

    public string? ErrorCode => Status == end.Status ? end.ErrorCode : null;

    /// <summary>Grows while it runs.</summary>
    public int ObjectCount => IsOpen ? _rows * _looks / (_looks + 1) : _rows;

    public int RootObjectCount => IsOpen ? _roots * _looks / (_looks + 1) : _roots;

    /// <summary>The JSON lines.</summary>
    public byte[] Content { get; private set; } = [];

    public long? FileSize => Status == "COMPLETED" ? Content.Length : null;

    /// <summary>Null when nothing was found.</summary>
    public string? Url => Status == "COMPLETED" && Content.Length > 0 ? Address : null;

    public string? PartialDataUrl => Status is "FAILED" or "CANCELED" && Content.Length > 0 ? Address : null;

    string Address => $"{shop.Server.Address}/{shop.Domain}/bulk/{id}.jsonl";

    public bool IsGone(DateTimeOffset now) => CompletedAt is not { } done || now > done + s_addressLives;

    public void Fill(BulkRun found, int? shuffle)
    {
        var lines = found.Lines.ToArray();
        if (shuffle is { } seed) new Random(seed).Shuffle(lines);
        lines = lines[..Math.Min(lines.Length, end.Rows ?? lines.Length)];
        (_rows, _roots) = (lines.Length, found.Roots);
        using var content = new MemoryStream();
        foreach (var line in lines)
        {
            content.Write(line);
            content.WriteByte((byte)'\n');
        }

        Content = content.ToArray();
    }

    public void Advance(int looksUntilDone, DateTimeOffset now)
    {
        if (!IsOpen) return;
        _looks++;
        Status = Status == "CANCELING" ? "CANCELED" : _looks > looksUntilDone ? end.Status : "RUNNING";
        if (!IsOpen) CompletedAt = now;
    }

    public void Cancel() => Status = "CANCELING";
}
