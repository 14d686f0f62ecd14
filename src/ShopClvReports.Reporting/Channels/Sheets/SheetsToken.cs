using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using Google.Apis.Util;

namespace ShopClvReports.Reporting;

/// <summary>Access tokens of a service account, asked for with a signed JWT (RFC 7523) over our own connections.</summary>
sealed class SheetsToken
{
    const string Scope = "https://www.googleapis.com/auth/spreadsheets";

    readonly ServiceAccountCredential _credential;
    readonly TimeSpan _wait;

    /// <exception cref="FormatException">The private key cannot be read.</exception>
    public SheetsToken(ServiceAccountKey key, HttpMessageHandler http, TimeProvider clock, TimeSpan wait)
    {
        _wait = wait;
        // Not with the library's own reader, which fails in ways of its own on what is no key.
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(key.PrivateKey);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new FormatException("private_key in key_json cannot be read; expected it as Google gave it out");
        }

        _credential = new ServiceAccountCredential(new ServiceAccountCredential.Initializer(key.Email, key.TokenUri.AbsoluteUri)
        {
            Scopes = [Scope],
            Key = rsa,
            KeyId = key.KeyId,
            Clock = new Clock(clock),
            HttpClientFactory = new Connections(http, clock),
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        });
    }

    /// <summary>A token that is good for the minutes a send takes.</summary>
    /// <exception cref="SheetsRefusal">There is none.</exception>
    public async Task<string> GetAsync(CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(_wait);
        try
        {
            return await _credential.GetAccessTokenForRequestAsync(null, limited.Token).WaitAsync(limited.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw SheetsRefusal.Retry($"no access token: {_credential.TokenServerUrl} did not answer within {_wait.TotalSeconds:0} seconds");
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw SheetsRefusal.Retry($"no access token: {VisibleText.OneLine(error.Message, 300)}");
        }
    }

    /// <summary>Tries and redirects are ours to decide: a redirect would carry the signed claim elsewhere.</summary>
    sealed class Connections(HttpMessageHandler http, TimeProvider clock) : Google.Apis.Http.IHttpClientFactory
    {
        public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
        {
            var handler = new ConfigurableMessageHandler(new Replies(http, clock)) { LogEvents = ConfigurableMessageHandler.LogEventType.None };
            var client = new ConfigurableHttpClient(handler);
            foreach (var initializer in args.Initializers) initializer.Initialize(client);
            (handler.NumTries, handler.FollowRedirect) = (1, false);
            return client;
        }
    }

    /// <summary>Lets a token through and nothing else: the library trips over an answer that is empty.</summary>
    sealed class Replies(HttpMessageHandler http, TimeProvider clock) : DelegatingHandler(http)
    {
        const int LargestReply = 1 << 20;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(LargestReply, cancellationToken);
            var (token, error, description) = Read(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            if (response.StatusCode == HttpStatusCode.OK && token is not null) return response;
            var status = response.StatusCode;
            response.Dispose();
            throw SheetsRefusal.OfToken(status, error, description, clock.GetUtcNow());
        }

        static (string? Token, string? Error, string? Description) Read(byte[] body)
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                return (Text("access_token"), Text("error"), Text("error_description"));

                string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object
                    && json.RootElement.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            }
            catch (JsonException)
            {
                return (null, null, null);
            }
        }
    }

    sealed class Clock(TimeProvider clock) : IClock
    {
        public DateTime Now => clock.GetLocalNow().DateTime;
        public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;
    }
}
