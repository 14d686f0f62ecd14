using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShopClvReports.Analytics;

/// <summary>
/// Equal summaries counted once: nothing but frequency, recency and T matters to an order model. Cells lie frequency by frequency.
/// </summary>
/// <remarks>
/// Every frequency's cells are filled up to a multiple of <see cref="Lanes"/> with cells that count no one, so that loops over
/// them take that many at a time and have no remainder.
/// </remarks>
sealed class SummaryCells
{
    /// <summary>Doubles in a 256-bit vector.</summary>
    public const int Lanes = 4;

    SummaryCells(FrequencyGroup[] groups, double[] recency, double[] t, double[] count, int[] cellOf, int customers)
    {
        (Groups, Recency, T, Count, CellOf, Customers) = (groups, recency, t, count, cellOf, customers);
        Ages = AgesOf(groups, t, count);
        RepeatBuyers = customers - (groups is [{ Frequency: 0 } once, ..] ? once.Customers : 0);
    }

    /// <summary>By rising frequency.</summary>
    public FrequencyGroup[] Groups { get; }

    /// <summary>By rising T.</summary>
    public AgeTotal[] Ages { get; }
    public double[] Recency { get; }
    public double[] T { get; }

    /// <summary>How many customers are in the cell.</summary>
    public double[] Count { get; }

    /// <summary>The cell of each customer; -1 for one without orders.</summary>
    public int[] CellOf { get; }
    public int Customers { get; }
    public int RepeatBuyers { get; }

    /// <summary>The T below which half of the customers lie.</summary>
    public double MedianT()
    {
        var (upper, below) = ((Customers + 1) / 2, 0.0);
        return Ages.First(age => (below += age.Customers) >= upper).T;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static AgeTotal[] AgesOf(FrequencyGroup[] groups, double[] t, double[] count)
    {
        var totals = new Dictionary<double, (double Customers, double Purchases)>();
        foreach (var group in groups)
            for (var i = group.Start; i < group.End; i++)
            {
                ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(totals, t[i], out _);
                total = (total.Customers + count[i], total.Purchases + count[i] * group.Frequency);
            }

        AgeTotal[] ages = [.. totals.Select(age => new AgeTotal(age.Key, age.Value.Customers, age.Value.Purchases))];
        Array.Sort(ages, (a, b) => a.T.CompareTo(b.T));
        return ages;
    }

    /// <summary>How many customers have a frequency above each number, from 0 on.</summary>
    public double[] MoreThan()
    {
        var more = new double[Groups.Length == 0 ? 0 : Groups[^1].Frequency];
        foreach (var group in Groups)
            if (group.Frequency > 0) more[group.Frequency - 1] += group.Customers;
        for (var i = more.Length - 2; i >= 0; i--) more[i] += more[i + 1];
        return more;
    }

    // Runs once in most processes: it must be compiled well the first time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SummaryCells Of(CustomerSummaries summaries)
    {
        var frequency = summaries.Frequency;
        var (order, groups) = ByFrequency(frequency);
        var room = order.Length + Lanes * groups.Length;
        var (recency, t, count) = (new double[room], new double[room], new double[room]);
        var cellOf = new int[frequency.Length];
        Array.Fill(cellOf, -1);
        var slots = new int[Slots(groups.Length == 0 ? 0 : groups.Max(g => g.Customers))];
        var (cell, from) = (0, 0);
        for (var g = 0; g < groups.Length; g++)
        {
            var first = cell;
            var mask = Slots(groups[g].Customers) - 1;
            slots.AsSpan(0, mask + 1).Clear();
            foreach (var customer in order.AsSpan(from, groups[g].Customers))
            {
                var (tx, age) = (summaries.Recency[customer], summaries.T[customer]);
                var slot = Hash(tx, age) & mask;
                while (slots[slot] != 0 && (recency[slots[slot] - 1] != tx || t[slots[slot] - 1] != age)) slot = (slot + 1) & mask;
                if (slots[slot] == 0)
                {
                    (recency[cell], t[cell]) = (tx, age);
                    slots[slot] = ++cell;
                }

                cellOf[customer] = slots[slot] - 1;
                count[slots[slot] - 1]++;
            }

            from += groups[g].Customers;
            groups[g] = groups[g] with { Start = first, End = cell };
            cell = (cell + Lanes - 1) / Lanes * Lanes;
        }

        return new SummaryCells(groups, recency, t, count, cellOf, order.Length);
    }

    /// <summary>Customers with orders, by frequency, and how many there are of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static (int[] Order, FrequencyGroup[] Groups) ByFrequency(int[] frequency)
    {
        var most = -1;
        foreach (var x in frequency) most = Math.Max(most, x);
        var starts = new int[most + 2];
        foreach (var x in frequency)
            if (x >= 0) starts[x + 1]++;
        List<FrequencyGroup> groups = [];
        for (var x = 0; x <= most; x++)
        {
            if (starts[x + 1] > 0) groups.Add(new FrequencyGroup(x, starts[x + 1], 0, 0));
            starts[x + 1] += starts[x];
        }

        var order = new int[starts[^1]];
        for (var i = 0; i < frequency.Length; i++)
            if (frequency[i] >= 0) order[starts[frequency[i]]++] = i;
        return (order, [.. groups]);
    }

    /// <summary>A power of two with room for twice as many.</summary>
    static int Slots(int customers) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(customers * 2, 2));

    /// <remarks>Whole days end in zero bits, which a multiplication alone would leave there: the upper half is folded onto the lower.</remarks>
    static int Hash(double recency, double t)
    {
        var bits = BitConverter.DoubleToUInt64Bits(recency) * 0x9E3779B97F4A7C15 + BitConverter.DoubleToUInt64Bits(t);
        bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93;
        return (int)(bits >> 33);
    }
}

/// <summary>The cells of one frequency: <c>Start..End</c>, and cells that count no one up to the next multiple of the lanes.</summary>
/// <param name="Customers">In all of them together.</param>
readonly record struct FrequencyGroup(int Frequency, int Customers, int Start, int End);

/// <summary>All customers of one T.</summary>
/// <param name="Purchases">Their repeat purchases.</param>
readonly record struct AgeTotal(double T, double Customers, double Purchases);
