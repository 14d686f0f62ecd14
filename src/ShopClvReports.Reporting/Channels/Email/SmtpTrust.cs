using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShopClvReports.Reporting;

/// <summary>Whom we take for the mail server: whoever the system trusts under its name, or the owner's own certificates.</summary>
sealed class SmtpTrust
{
    readonly X509Certificate2Collection _own = [];

    /// <summary>What is wrong with the certificate that was shown; null when nothing is.</summary>
    public string? Complaint { get; private set; }

    /// <param name="caFile">PEM; null for the system's alone.</param>
    /// <exception cref="FormatException">There are no certificates in it.</exception>
    public static SmtpTrust Of(string? caFile)
    {
        var trust = new SmtpTrust();
        if (caFile is null) return trust;
        try
        {
            trust._own.ImportFromPemFile(caFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new FormatException($"ca_file cannot be read: {VisibleText.OneLine(e.Message, 200)}", e);
        }

        return trust._own.Count > 0 ? trust : throw new FormatException("ca_file holds no certificate; expected PEM, with -----BEGIN CERTIFICATE-----");
    }

    public bool Accepts(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        Complaint = errors switch
        {
            SslPolicyErrors.None => null,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || shown is null => "it shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "its certificate is for another name",
            _ => IsOwn(shown, chain) ? null : $"its certificate is not trusted ({Statuses(chain)})",
        };
        return Complaint is null;
    }

    bool IsOwn(X509Certificate shown, X509Chain? received)
    {
        if (_own.Count == 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_own);
        // A private authority seldom keeps a list of revoked certificates; taking it out of the file revokes it.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (received is not null) chain.ChainPolicy.ExtraStore.AddRange(received.ChainPolicy.ExtraStore);
        using var leaf = new X509Certificate2(shown);
        return chain.Build(leaf);
    }

    static string Statuses(X509Chain? chain) => string.Join(", ", chain?.ChainStatus.Select(s => s.Status.ToString()).Distinct() ?? []);
}
