/// The directions in which a descriptor may be used without blocking; an error or a hang-up counts as both.
struct Readiness: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let read = Readiness(rawValue: 1)
    static let write = Readiness(rawValue: 2)
    static let both: Readiness = [.read, .write]
}
