namespace ShopClvReports.Reporting;

/// <summary>
/// Looks of the HTML part, written into every element because mail clients throw away style sheets. Colours are chosen so that a
/// client that turns them dark by itself leaves them readable.
/// </summary>
public static class MailStyle
{
    const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

    /// <summary>A word longer than the line, an address of the web say, must not widen the whole mail.</summary>
    const string Breaks = "overflow-wrap:anywhere;word-break:break-word;";

    public const string Page = "margin:0;padding:0;background-color:#f3f4f6;";
    public const string Sheet = "width:100%;max-width:640px;background-color:#ffffff;";
    public const string Inside = Font + "padding:24px 20px;font-size:14px;line-height:1.45;color:#1f2933;text-align:left;";
    public const string Title = Breaks + "margin:0 0 4px;font-size:22px;line-height:1.25;font-weight:600;color:#1f2933;";
    public const string Heading = "margin:28px 0 8px;font-size:16px;line-height:1.3;font-weight:600;color:#1f2933;";
    public const string Muted = Breaks + "margin:0;color:#5b6670;";
    public const string Text = Breaks + "margin:16px 0 0;";
    public const string Note = Breaks + "margin:16px 0 0;padding:10px 12px;background-color:#fdf3d7;color:#5c4500;";
    public const string Small = Breaks + "margin:8px 0 0;font-size:12px;color:#5b6670;";
    public const string Link = "color:#5b6670;text-decoration:underline;";

    public const string Table = "width:100%;border-collapse:collapse;";
    const string Cell = Font + "font-size:13px;line-height:1.35;border-bottom:1px solid #dfe3e8;vertical-align:top;";
    const string Head = Font + "font-size:12px;line-height:1.3;font-weight:600;color:#5b6670;border-bottom:2px solid #c3cad1;vertical-align:bottom;";
    public const string HeadText = Head + "padding:6px 8px 6px 0;text-align:left;";
    public const string HeadNumber = Head + "padding:6px 0 6px 8px;text-align:right;";
    public const string CellText = Cell + Breaks + "padding:7px 8px 7px 0;text-align:left;color:#1f2933;";
    public const string CellNumber = Cell + "padding:7px 0 7px 8px;text-align:right;white-space:nowrap;color:#1f2933;";
    public const string CellMuted = Cell + "padding:7px 0 7px 8px;text-align:right;color:#5b6670;";
    public const string Above = "border-bottom:0;padding-bottom:0;";
    public const string Below = "padding-top:2px;";
    public const string Under = "font-size:12px;color:#5b6670;";

    public const string Bar = "width:100%;border-collapse:collapse;margin-top:4px;";
    public const string BarPart = "height:4px;line-height:4px;font-size:1px;padding:0;background-color:#2f7d68;";
    public const string BarAgainst = "height:4px;line-height:4px;font-size:1px;padding:0;background-color:#b3aea4;";
    public const string BarRest = "height:4px;line-height:4px;font-size:1px;padding:0;";

    public const string Card = Table + "margin-top:20px;";
    public const string CardInside = Font + Breaks
        + "padding:0 0 18px;border-bottom:1px solid #dfe3e8;font-size:14px;line-height:1.45;text-align:left;color:#1f2933;";
    public const string CardTitle = Breaks + "margin:0;font-size:16px;line-height:1.3;font-weight:600;color:#1f2933;";
    public const string Fact = Breaks + "margin:4px 0 0;color:#1f2933;";
    public const string Acts = "margin:6px 0 0;";
    public const string Act = "display:inline-block;margin:8px 8px 0 0;padding:8px 14px;border:1px solid #2f7d68;border-radius:4px;"
        + "color:#2f7d68;font-size:13px;line-height:1.2;text-decoration:none;";

    /// <summary>For clients that do read style sheets: the same in the dark, and less of it on a telephone.</summary>
    public const string Sheets =
        """
        <style>
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:480px){.wide{display:none !important}}
        @media (prefers-color-scheme:dark){
        .page{background-color:#12171c !important}
        .sheet{background-color:#1b2229 !important}
        .ink{color:#e6eaee !important}
        .mute{color:#a3b0bc !important}
        .line{border-color:#36414c !important}
        .note{background-color:#3a3114 !important;color:#f3e2a9 !important}
        .bar{background-color:#5cc0a5 !important}
        .against{background-color:#767c83 !important}
        .act{color:#5cc0a5 !important;border-color:#5cc0a5 !important}
        }
        </style>
        """;
}
