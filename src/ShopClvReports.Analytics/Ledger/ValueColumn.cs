namespace ShopClvReports.Analytics;

/// <summary>
/// Amounts in minor units at four bytes each. The few that do not fit (over 21 million euro) lie beside the column.
/// </summary>
public sealed class ValueColumn
{
    const int Elsewhere = int.MinValue;

    readonly int[] _small;
    readonly Dictionary<int, long> _large;

    internal ValueColumn(int length) => (_small, _large) = (new int[length], []);

    internal ValueColumn(ValueColumn same) => (_small, _large) = ([.. same._small], new(same._large));

    internal int Bytes => _small.Length * sizeof(int) + _large.Count * 32;

    public long this[int index]
    {
        get
        {
            var value = _small[index];
            return value != Elsewhere ? value : _large[index];
        }
        internal set
        {
            if (value is > Elsewhere and <= int.MaxValue)
            {
                _small[index] = (int)value;
                return;
            }

            _small[index] = Elsewhere;
            _large[index] = value;
        }
    }
}
