/// One entry of a record's metadata, as typed: `key=value`.
struct MemoryFact: Hashable, Sendable {
    let key: String
    let value: String

    /// `nil` for a text without an equals sign or with nothing before it.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let key = parts.first, !key.isEmpty else { return nil }
        self.key = String(key)
        value = String(parts[1])
    }
}
