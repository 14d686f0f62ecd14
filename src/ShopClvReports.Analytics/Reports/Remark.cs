namespace ShopClvReports.Analytics;

/// <summary>Something that a report says in a sentence, above its figures; the words are the renderer's.</summary>
public abstract record Remark;
