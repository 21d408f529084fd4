/// The keys that a side holds: one to sign with, and those that it still accepts.
///
/// To rotate, add the new key to `accepted` on every side, then make it `current` everywhere, then drop the old one.
public struct FrameKeyring: Sendable {
    /// The key of new signatures.
    public let current: FrameKey
    private let keys: [String: FrameKey]

    /// Gathers keys.
    ///
    /// - Throws: `invalidKey` when two keys have the same name.
    public init(current: FrameKey, accepted: [FrameKey] = []) throws(WireError) {
        var keys = [current.id: current]
        for key in accepted where keys.updateValue(key, forKey: key.id) != nil {
            throw WireError(
                .invalidKey, "expected different names for keys, found \(key.id) twice; rename one",
                context: .key(key.id))
        }
        self.current = current
        self.keys = keys
    }

    /// The key of that name; `nil` when this side does not hold it.
    func key(_ id: String) -> FrameKey? {
        keys[id]
    }
}
