using System.Text.Json;

namespace ShopClvReports.Tests;

/// <summary>One request of the app.</summary>
/// <param name="Number">From 0, of all requests to the shop's GraphQL.</param>
/// <param name="Repeat">From 0, of those of the same operation.</param>
/// <param name="Operation">The operation's name, or its first field.</param>
/// <param name="Variables">As sent; undefined when none were.</param>
sealed record FakeCall(int Number, int Repeat, string Operation, JsonElement Variables, DateTimeOffset At);
