using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ShopClvReports.Benchmarks;

/// <summary>
/// What most would write instead: the body as a document, one transaction a webhook, equally durable. It stores far less of an
/// order and guards against nothing but a wrong signature.
/// </summary>
static class PlainReceiver
{
    public static async Task<int> RunAsync(string url, string directory, string secret)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "plain.db")}");
        connection.Open();
        Execute(connection, """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, name TEXT, email TEXT);
            CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER, processed_at TEXT, total REAL);
            CREATE INDEX orders_by_customer ON orders (customer_id);
            """);
        var gate = new object();
        var key = Encoding.UTF8.GetBytes(secret);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(url);
        app.MapPost("/webhooks/shopify", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            if (Convert.ToBase64String(HMACSHA256.HashData(key, bytes)) != request.Headers["X-Shopify-Hmac-Sha256"]) return Results.Unauthorized();
            using var order = JsonDocument.Parse(bytes);
            lock (gate) Store(connection, order.RootElement);
            return Results.Ok();
        });
        await app.StartAsync();
        Console.WriteLine("Listening");
        await app.WaitForShutdownAsync();
        return 0;
    }

    static void Store(SqliteConnection connection, JsonElement order)
    {
        using var transaction = connection.BeginTransaction();
        var customer = order.GetProperty("customer");
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO customers VALUES ($customer, $name, $email) ON CONFLICT DO UPDATE SET name = excluded.name, email = excluded.email;
            INSERT INTO orders VALUES ($order, $customer, $at, $total) ON CONFLICT DO UPDATE SET total = excluded.total;
            """;
        command.Parameters.AddWithValue("$customer", customer.GetProperty("id").GetInt64());
        command.Parameters.AddWithValue("$name", customer.GetProperty("first_name").GetString());
        command.Parameters.AddWithValue("$email", customer.GetProperty("email").GetString());
        command.Parameters.AddWithValue("$order", order.GetProperty("id").GetInt64());
        command.Parameters.AddWithValue("$at", order.GetProperty("processed_at").GetString());
        command.Parameters.AddWithValue("$total", decimal.Parse(order.GetProperty("total_price").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
