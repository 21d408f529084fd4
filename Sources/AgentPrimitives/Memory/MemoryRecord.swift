/// One thing that an agent remembers.
public struct MemoryRecord: Hashable, Sendable {
    /// The record's name; unique in its store.
    public var id: String
    /// When it was made.
    public var time: Timestamp
    /// Where it came from.
    public var channel: MemoryChannel
    /// What it says.
    public var text: String
    /// Labels to filter by.
    public var tags: Set<String>
    /// Further facts.
    public var metadata: [String: String]
    /// Who made it and out of what, as far as that is known.
    public var provenance: MemoryProvenance
    /// Whether what it says may be trusted.
    public var taint: MemoryTaint
    /// From when on it is forgotten; `nil` to keep it.
    public var expiry: Timestamp?
    /// Bytes besides the text, such as an image; no search looks at them.
    public var payload: [UInt8]

    /// Makes a record.
    public init(
        id: String, time: Timestamp, channel: MemoryChannel, text: String, tags: Set<String> = [],
        metadata: [String: String] = [:], provenance: MemoryProvenance = MemoryProvenance(),
        taint: MemoryTaint = .trusted, expiry: Timestamp? = nil, payload: [UInt8] = []
    ) {
        self.id = id
        self.time = time
        self.channel = channel
        self.text = text
        self.tags = tags
        self.metadata = metadata
        self.provenance = provenance
        self.taint = taint
        self.expiry = expiry
        self.payload = payload
    }

    /// Whether the record is to be forgotten at `now`; an expiry is the first instant at which it is.
    public func isExpired(at now: Timestamp) -> Bool {
        expiry.map { $0 <= now } ?? false
    }
}
