using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ShopClvReports.Storage;

/// <summary>Encrypts secrets at rest: AES-256-GCM, a fresh nonce each time, bound to what the secret is for.</summary>
public sealed partial class SecretBox
{
    const int NonceSize = 12;
    const int TagSize = 16;

    const int KeySize = 32;

    /// <summary>Read at each use, so that a running process follows a rotation; the last, which is to come, seals, any may open.</summary>
    readonly Func<IReadOnlyList<byte[]>> _keys;

    SecretBox(Func<IReadOnlyList<byte[]>> keys) => _keys = keys;

    /// <param name="key">32 bytes.</param>
    /// <exception cref="StoreException">Another length.</exception>
    public SecretBox(byte[] key)
    {
        IReadOnlyList<byte[]> keys = [Checked(key)];
        _keys = () => keys;
    }

    /// <summary>The key in a file, created for the owner's eyes alone when the file is not there.</summary>
    /// <exception cref="StoreException">The file cannot be read or made, or holds something else.</exception>
    public static SecretBox FromFile(string path)
    {
        Guarded(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!File.Exists(path)) Create(path);
            return ReadKey(path);
        });
        return new SecretBox(() => Guarded<IReadOnlyList<byte[]>>(path, () => File.Exists(Next(path)) ? [ReadKey(path), ReadKey(Next(path))] : [ReadKey(path)]));
    }

    /// <summary>
    /// The first step of a rotation: the key to come, in a file beside the present one. From now on what either of them sealed can
    /// be opened, wherever the rotation is broken off.
    /// </summary>
    public static SecretBox BeginRotation(string path) => new(Guarded(path, () =>
    {
        if (!File.Exists(Next(path))) Create(Next(path));
        return ReadKey(Next(path));
    }));

    /// <summary>The last step, when everything is sealed with the key to come: it takes the place of the present one.</summary>
    public static void EndRotation(string path) => Guarded(path, () =>
    {
        File.Move(Next(path), path, overwrite: true);
        return true;
    });

    static string Next(string path) => path + ".next";

    static byte[] ReadKey(string path) => Checked(Convert.FromBase64String(File.ReadAllText(path).Trim()));

    static byte[] Checked(byte[] key) => key.Length == KeySize
        ? key
        : throw new StoreException($"the secret key has {key.Length} bytes; expected {KeySize}, for example from: openssl rand -base64 32");

    static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FormatException e)
        {
            throw new StoreException($"the secret key file {path} does not hold base64; restore it from a backup, without it stored secrets cannot be read", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the secret key file {path} cannot be read or made: {e.Message}", e);
        }
    }

    static void Create(string path)
    {
        // Written aside and linked into place, so that two first starts at once end up with the same whole key.
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options)) writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        // A move looks first and renames then, and between the two another start may come; a link is made in one step or not at all.
        if (OperatingSystem.IsWindows() || (link(draft, path) != 0 && !File.Exists(path))) File.Move(draft, path, overwrite: false);
        else File.Delete(draft);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string existing, string created);

    /// <param name="purpose">What the secret is and whose; opening asks for the same.</param>
    public byte[] Seal(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_keys()[^1], TagSize);
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    /// <exception cref="StoreException">Another key sealed it, or it was changed.</exception>
    public string Open(ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < NonceSize + TagSize) throw new StoreException($"the stored secret for {purpose} is cut short");
        foreach (var key in _keys())
            if (TryOpen(key, box, purpose) is { } text) return text;
        throw new StoreException($"the stored secret for {purpose} was sealed with another key; give the right Secrets:KeyFile; if that key is lost: shopclv secrets forget --yes, and set every secret anew");
    }

    static string? TryOpen(byte[] key, ReadOnlySpan<byte> box, string purpose)
    {
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(box[..NonceSize], box[(NonceSize + TagSize)..], box.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
