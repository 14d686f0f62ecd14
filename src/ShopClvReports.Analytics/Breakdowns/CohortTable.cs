namespace ShopClvReports.Analytics;

/// <summary>The cohorts of one currency as rows: one for each cohort that has customers, and each age that it has got to.</summary>
sealed class CohortTable
{
    /// <summary>Lines and ages that a chart has room for.</summary>
    const int MostDrawn = 24;

    readonly Cohorts _cohorts;
    readonly CalendarSpans _spans;
    readonly Currency _currency;
    readonly ShopTerms _terms;
    readonly Func<DateOnly, long?>? _cac;
    readonly (int Cohort, int Age)[] _cells;

    /// <summary>Spent since the first order, by all of the cohort, parallel to the cells.</summary>
    readonly long[] _cumulative;

    public CohortTable(Cohorts cohorts, CalendarSpans spans, Currency currency, ShopTerms terms, Func<DateOnly, long?>? cac)
    {
        (_cohorts, _spans, _currency, _terms, _cac) = (cohorts, spans, currency, terms, cac);
        _cells =
        [
            .. from cohort in Enumerable.Range(0, spans.Count)
               where cohorts.Customers[cohort] > 0
               from age in Enumerable.Range(0, cohorts.Ages(cohort))
               select (cohort, age),
        ];
        _cumulative = new long[_cells.Length];
        for (var i = 0; i < _cells.Length; i++)
            _cumulative[i] = Tally(i).Spent + (_cells[i].Age == 0 ? 0 : _cumulative[i - 1]);
    }

    /// <exception cref="ReportQueryException">A column, filter or sort order that cannot be.</exception>
    public ReportSection Section(ReportQuery query, ReportWindow window)
    {
        int[] rows =
        [
            .. Enumerable.Range(0, _cells.Length)
                .Where(i => _spans.FirstDay(_cells[i].Cohort) is var day && !(day < window.From) && day <= window.To),
        ];
        var whole = Shown([.. Enumerable.Range(0, _cells.Length)]);
        var section = new ReportTable(ReportKind.Cohorts, _currency, CohortsReport.ColumnKeys, CohortsReport.CostColumnKeys, Column)
            .Section(query, rows, null, Shown, whole, _cohorts.WithoutCustomer);
        return rows.Length == 0 ? section : section with { Chart = Heat([.. rows.Select(i => _cells[i].Cohort).Distinct().TakeLast(MostDrawn)]) };
    }

    ReportColumn? Column(string key) => key switch
    {
        "cell" => new TextColumn(key, Each(i => $"{_spans.Name(_cells[i].Cohort)}+{_cells[i].Age}")),
        "cohort" => new TextColumn(key, Each(i => _spans.Name(_cells[i].Cohort))),
        "age" => new CountColumn(key, Each(i => _cells[i].Age)),
        "customers" => new CountColumn(key, Each(Size)),
        "active_customers" => new CountColumn(key, Each(i => _cohorts.Active(_cells[i].Cohort, _cells[i].Age))),
        "retention" => new ShareColumn(key, Each(i => Retention(_cells[i].Cohort, _cells[i].Age))),
        "orders" => new CountColumn(key, Each(i => Tally(i).Orders)),
        "revenue" => new MoneyColumn(key, Each(i => Tally(i).Spent), _currency),
        "revenue_per_customer" => new MoneyColumn(key, Each(i => IsFinished(i) ? PerCustomer(_cumulative[i], i) : MoneyColumn.Unknown), _currency),
        "margin_per_customer" => new MoneyColumn(key, Each(i => IsFinished(i) ? PerCustomer(_terms.Margin(_cumulative[i]), i) : MoneyColumn.Unknown), _currency),
        "state" => new WordColumn(key, Each(i => IsFinished(i) ? "finished" : "unfinished")),
        "cac" => new MoneyColumn(key, Each(i => Cost(_cells[i].Cohort) ?? MoneyColumn.Unknown), _currency),
        "payback" => new CountColumn(key, Paybacks()),
        _ => null,
    };

    T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, _cells.Length).Select(value)];

    Tally Tally(int cell) => _cohorts.Tally(_cells[cell].Cohort, _cells[cell].Age);

    int Size(int cell) => _cohorts.Customers[_cells[cell].Cohort];

    bool IsFinished(int cell) => _cohorts.IsFinished(_cells[cell].Cohort, _cells[cell].Age);

    /// <summary>Rounded half away from zero.</summary>
    long PerCustomer(long amount, int cell) => (long)Math.Round((decimal)amount / Size(cell), MidpointRounding.AwayFromZero);

    /// <summary>Of the whole cohort; NaN while the age is not finished.</summary>
    double Retention(int cohort, int age) => _cohorts.IsFinished(cohort, age) ? (double)_cohorts.Active(cohort, age) / _cohorts.Customers[cohort] : double.NaN;

    long? Cost(int cohort) => _cac?.Invoke(_spans.FirstDay(cohort));

    /// <summary>The first age at which the cumulative margin of a cohort reaches what its customers cost to win, on each of its rows.</summary>
    int[] Paybacks()
    {
        var reached = new Dictionary<int, int>();
        for (var i = 0; i < _cells.Length; i++)
            if (Cost(_cells[i].Cohort) is { } cost && _terms.Margin(_cumulative[i]) >= cost * (decimal)Size(i))
                reached.TryAdd(_cells[i].Cohort, _cells[i].Age);
        return Each(i => reached.TryGetValue(_cells[i].Cohort, out var age) ? age : CountColumn.Unknown);
    }

    /// <summary>A cohort counts its customers once, however many of its ages are shown.</summary>
    GroupTally Shown(int[] rows) => new(
        rows.Select(i => _cells[i].Cohort).Distinct().Sum(cohort => _cohorts.Customers[cohort]), rows.Aggregate(default(Tally), (sum, i) => sum + Tally(i)));

    /// <summary>Below the cohorts all that finished an age, taken together: only equal ages are compared.</summary>
    Chart.Heat Heat(int[] drawn)
    {
        var ages = Math.Min(MostDrawn, _cohorts.Ages(drawn[0]));
        double Together(int age)
        {
            int[] finished = [.. drawn.Where(cohort => age < _cohorts.Ages(cohort) && _cohorts.IsFinished(cohort, age))];
            return finished.Length == 0
                ? double.NaN
                : (double)finished.Sum(cohort => _cohorts.Active(cohort, age)) / finished.Sum(cohort => _cohorts.Customers[cohort]);
        }

        return new Chart.Heat(
            "retention", [.. drawn.Select(_spans.Name), "together"],
            [
                .. drawn.Select(cohort => Enumerable.Range(0, Math.Min(ages, _cohorts.Ages(cohort))).Select(age => Retention(cohort, age)).ToArray()),
                [.. Enumerable.Range(0, ages).Select(Together)],
            ]);
    }
}
