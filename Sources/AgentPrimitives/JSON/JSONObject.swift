/// An ordered JSON object that keeps duplicate keys; a lookup finds the last of them.
///
/// Two objects are equal when they hold the same members in the same order, duplicates included. Keys compare by code
/// unit. Lookup scans small objects and uses a hash index, kept up to date, in larger ones.
public struct JSONObject: Sendable {
    /// A member's key and value.
    public typealias Element = (key: String, value: JSONValue)

    /// All members in document order, duplicates included.
    public private(set) var members: [Element]

    /// Positions by key; empty while scanning is as fast.
    private var index = JSONKeyIndex()

    private static let largestScannedCount = 32

    /// Makes an empty object.
    public init() {
        members = []
    }

    /// Makes an object with the given members, duplicates included, in order.
    public init(_ members: some Sequence<Element>) {
        self.members = Array(members)
        rebuildIndex()
    }

    /// The number of members; a key that occurs twice counts twice.
    public var count: Int { members.count }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys in document order; a key that occurs twice is listed twice.
    public var keys: [String] { members.map(\.key) }

    /// The value of the last member with that key.
    ///
    /// Setting a value replaces that member's value in place, or appends a member when there is none. Setting nil
    /// removes every member with the key.
    public subscript(key: String) -> JSONValue? {
        get {
            position(of: key).map { members[$0].value }
        }
        set {
            guard let newValue else { return removeAll(key) }
            if let position = position(of: key) {
                members[position].value = newValue
            } else {
                append(key: key, value: newValue)
            }
        }
    }

    /// Appends a member; earlier members with the same key stay, and are no longer found by lookup.
    public mutating func append(key: String, value: JSONValue) {
        members.append((key: key, value: value))
        if members.count > Self.largestScannedCount {
            index.add(members.count - 1, in: members)
        }
    }

    private func position(of key: String) -> Int? {
        if members.count > Self.largestScannedCount {
            return index.position(of: key, in: members)
        }
        return key.withExactUTF8 { key in
            members.lastIndex { $0.key.hasUTF8(key) }
        }
    }

    private mutating func removeAll(_ key: String) {
        guard position(of: key) != nil else { return }
        members.removeAll { $0.key.hasSameUTF8(as: key) }
        rebuildIndex()
    }

    private mutating func rebuildIndex() {
        index = members.count > Self.largestScannedCount ? JSONKeyIndex(members) : JSONKeyIndex()
    }
}
