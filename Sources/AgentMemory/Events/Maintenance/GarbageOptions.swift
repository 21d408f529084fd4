public import AgentPrimitives

/// What a collection of unused blobs spares, and how much it does at once.
public struct GarbageOptions: Hashable, Sendable {
    /// Blobs that a caller stored less long ago stay: the event that names one may be about to be appended.
    public var gracePeriod = Duration.seconds(3600)
    /// Blobs that stay whatever names them.
    public var keeping: Set<SHA256Digest> = []
    /// One step looks at so many events or bytes of payload, whichever is first; other calls come between the steps.
    public var eventsPerStep = 2000
    /// One step looks at so many bytes of payload.
    public var bytesPerStep = 8 << 20
    /// So many unused blobs are looked for and deleted at a time.
    public var blobsPerRound = 1000

    /// Takes the defaults.
    public init() {}
}
