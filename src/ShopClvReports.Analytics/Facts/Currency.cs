namespace ShopClvReports.Analytics;

/// <summary>An ISO 4217 currency. Equality is by code.</summary>
public readonly record struct Currency
{
    /// <summary>Three capital letters, such as <c>EUR</c>.</summary>
    public string Code { get; }

    /// <exception cref="FormatException">The code is not three letters.</exception>
    public Currency(string code)
    {
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetter))
            throw new FormatException($"'{code}' is not a currency; expected three letters of ISO 4217, such as EUR");
        Code = code.ToUpperInvariant();
    }

    /// <summary>Digits after the decimal point: 2 for most, 0 for JPY, 3 for KWD (ISO 4217, list one).</summary>
    public int Exponent => Code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI"
            or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    public override string ToString() => Code;
}
