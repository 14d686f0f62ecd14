using ShopClvReports.Analytics;
using ShopClvReports.Storage;

namespace ShopClvReports.Shopify;

/// <summary>Hands what is read to the store, batch by batch: while the store writes one, the next is read.</summary>
/// <param name="numbered">Whether a line's number tells where to look; otherwise equal lines of another time are the same to the quarantine.</param>
/// <param name="report">Called now and then with the counts so far.</param>
sealed class ImportRun(IStore store, Shop shop, string name, ImportFormat format, bool numbered, Action<ImportResult> report)
{
#if DEBUG
    const int BatchFacts = 7;
#else
    // A commit writes every page that it touched once, however often: the more orders to one, the less there is to write.
    const int BatchFacts = 10_000;
#endif

    const int BatchBytes = 32 << 20;
    const int InFlight = 1;

    /// <summary>So many bad lines and not one good one: the file is of another format, and the quarantine is no place for it.</summary>
    const int HopelessAfter = 1_000;

    readonly Queue<Task<ImportOutcome>> _inFlight = [];
    readonly List<RejectedLine> _firstRejected = [];
    List<ShopFact> _facts = [];
    List<Rejected> _bad = [];
    int _batchBytes, _rejected, _seen;
    bool _understands;
    ImportOutcome _outcome;

    ImportResult Result => new(format, _outcome.Stored, _outcome.Unchanged, _rejected, [.. _firstRejected]);

    public async Task<ImportResult> TakeAsync(IEnumerable<Imported> elements, CancellationToken cancellation)
    {
        try
        {
            foreach (var element in elements)
            {
                cancellation.ThrowIfCancellationRequested();
                Add(element);
                if (IsFull) await SendAsync();
                if (++_seen % BatchFacts == 0) report(Result);
            }

            await FinishAsync();
            return Result;
        }
        catch (ImportException e)
        {
            await FinishAsync();
            var before = _outcome.Stored + _outcome.Unchanged;
            throw before + _rejected == 0 ? e : new ImportException($"{e.Message} Imported before that: {before}.", e);
        }
        finally
        {
            await Task.WhenAll(_inFlight);
        }
    }

    void Add(in Imported element)
    {
        _batchBytes += element.Bytes;
        if (element.Fact is { } fact) _facts.Add(fact);
        if (element.Bad is not { } bad)
        {
            _understands = true;
            return;
        }

        _bad.Add(new Rejected(numbered ? $"{name} line {bad.Line}" : name, format.Name(), bad.Reason, bad.Body));
        if (_firstRejected.Count < FileImport.RejectedShown) _firstRejected.Add(new RejectedLine(bad.Line, bad.Reason));
        if (++_rejected < HopelessAfter || _understands) return;
        _rejected -= _bad.Count;
        _bad = [];
        throw new ImportException(
            $"none of the first {HopelessAfter} lines of {name} can be read as {format.Name()}; "
            + $"line {_firstRejected[0].Line}: {_firstRejected[0].Reason}.");
    }

    bool IsFull => _facts.Count + _bad.Count >= (_understands ? BatchFacts : HopelessAfter) || _batchBytes >= BatchBytes;

    async Task SendAsync()
    {
        if (_inFlight.Count == InFlight) await ReceiveAsync();
        _inFlight.Enqueue(store.ImportAsync(shop.Id, _facts, _bad));
        (_facts, _bad, _batchBytes) = ([], [], 0);
    }

    async Task ReceiveAsync() => _outcome += await _inFlight.Dequeue();

    async Task FinishAsync()
    {
        if (_facts.Count + _bad.Count > 0) await SendAsync();
        while (_inFlight.Count > 0) await ReceiveAsync();
        report(Result);
    }
}
