/// A frame's flags, each once, in the order in which they travel.
public struct ATPFlags: Hashable, Sendable {
    private var flags: [ATPFlag] = []

    /// No flags.
    public init() {}

    /// Whether a flag is set.
    public func contains(_ flag: ATPFlag) -> Bool {
        flags.contains(flag)
    }

    /// Sets a flag, behind the others if it is new.
    public mutating func insert(_ flag: ATPFlag) {
        if !contains(flag) { flags.append(flag) }
    }

    /// Clears a flag.
    public mutating func remove(_ flag: ATPFlag) {
        flags.removeAll { $0 == flag }
    }
}

extension ATPFlags: Sequence {
    /// Iterates over the flags in the order in which they travel.
    public func makeIterator() -> IndexingIterator<[ATPFlag]> {
        flags.makeIterator()
    }
}

extension ATPFlags: ExpressibleByArrayLiteral {
    /// Sets the flags listed.
    public init(arrayLiteral flags: ATPFlag...) {
        for flag in flags { insert(flag) }
    }
}

extension ATPFlags {
    /// Far more than any version defines, and few enough to look through one by one.
    static let largestCount = 32

    /// Reads the texts of a frame.
    ///
    /// Some senders mark every fragment FRAG and the last one LAST as well, instead of marking all but the last one MORE;
    /// that is turned into MORE here, so that nothing above has to know.
    ///
    /// - Returns: `nil` for an empty text, for LAST together with MORE, which contradict each other, and for more than
    ///   ``largestCount`` texts.
    init?(decoding texts: [String]) {
        guard texts.count <= Self.largestCount else { return nil }
        for text in texts {
            guard !text.isEmpty else { return nil }
            insert(ATPFlag(rawValue: text))
        }
        guard !contains(.last) || !contains(.more) else { return nil }
        if contains(.fragment), !contains(.last) { insert(.more) }
        remove(.fragment)
        remove(.last)
    }
}

extension ATPFlag {
    // What version 1.1 expresses with MORE; read, never written.
    fileprivate static let fragment = ATPFlag(rawValue: "FRAG")
    fileprivate static let last = ATPFlag(rawValue: "LAST")
}
