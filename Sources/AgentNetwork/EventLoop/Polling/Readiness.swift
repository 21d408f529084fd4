/// What a poller reports of a descriptor; an error or a broken connection counts as all three.
struct Readiness: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    /// A read would not block.
    static let read = Readiness(rawValue: 1)
    /// A write would not block.
    static let write = Readiness(rawValue: 2)
    /// The peer will send no more: it has ended its side, or the connection broke.
    static let hangUp = Readiness(rawValue: 4)
    static let both: Readiness = [.read, .write]
}
