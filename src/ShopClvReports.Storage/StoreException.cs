namespace ShopClvReports.Storage;

/// <summary>The store cannot be used, and trying again does not help until someone acts on the message.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store cannot take this now; what was asked did not happen, and may be asked again.</summary>
public class StoreUnavailableException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Too much waits already.</summary>
public sealed class StoreBusyException(int waiting)
    : StoreUnavailableException($"{waiting} deliveries are waiting for the disk already; raise Serve:QueueCapacity if this is usual");
