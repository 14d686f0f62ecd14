using System.Reflection;

namespace ShopClvReports.Tests;

/// <summary>How long a process lives, in steps of its store.</summary>
/// <param name="steps">So many happen.</param>
/// <param name="done">Whether the step in which it dies still reaches the disk.</param>
sealed class MortalLife(int steps, bool done)
{
    readonly TaskCompletionSource _dead = new();
    int _left = steps;

    /// <summary>Ends when it is dead.</summary>
    public Task Dead => _dead.Task;

    public async Task<T> StepAsync<T>(Func<Task<T>> step)
    {
        var left = Interlocked.Decrement(ref _left);
        if (left >= 0) return await step();
        if (left == -1 && done) await step();
        _dead.TrySetResult();
        throw new OperationCanceledException("dead");
    }
}

/// <summary>A port of the store as a process sees it that dies in the middle.</summary>
#pragma warning disable CA1852 // The runtime derives the proxy from it.
class Mortal<T> : DispatchProxy where T : class
#pragma warning restore CA1852
{
    T _port = null!;
    MortalLife _life = null!;

    public static T Of(T port, MortalLife life)
    {
        var proxy = Create<T, Mortal<T>>();
        ((Mortal<T>)(object)proxy)._port = port;
        ((Mortal<T>)(object)proxy)._life = life;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments)
    {
        var type = method!.ReturnType;
        if (!typeof(Task).IsAssignableFrom(type)) return method.Invoke(_port, arguments);
        Task Call() => (Task)method.Invoke(_port, arguments)!;
        if (!type.IsGenericType) return _life.StepAsync(async () =>
        {
            await Call();
            return true;
        });
        return typeof(Mortal<T>).GetMethod(nameof(StepAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(this, [(Func<Task>)Call]);
    }

    Task<TResult> StepAsync<TResult>(Func<Task> call) => _life.StepAsync(() => (Task<TResult>)call());
}
