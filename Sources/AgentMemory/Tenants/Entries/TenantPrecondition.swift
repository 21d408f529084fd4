/// What an entry must be for a request to have effect (RFC 9110 section 13).
public struct TenantPrecondition: Hashable, Sendable {
    /// Which entries a condition names.
    public enum Match: Hashable, Sendable {
        /// Any entry that exists.
        case any
        /// An entry of one of these versions.
        case versions(Set<Int64>)

        func includes(_ version: Int64?) -> Bool {
            guard let version else { return false }
            return switch self {
            case .any: true
            case .versions(let versions): versions.contains(version)
            }
        }
    }

    /// The entry must be one of these.
    public var ifMatch: Match?
    /// The entry must be none of these; with `any` it must not exist.
    public var ifNoneMatch: Match?

    /// States conditions; none by default.
    public init(ifMatch: Match? = nil, ifNoneMatch: Match? = nil) {
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
    }

    /// Whether an entry of that version, or none, meets the conditions.
    public func holds(for version: Int64?) -> Bool {
        if let ifMatch, !ifMatch.includes(version) { return false }
        if let ifNoneMatch, ifNoneMatch.includes(version) { return false }
        return true
    }
}
