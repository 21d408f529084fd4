internal import AgentPrimitives

/// Ids of tool calls as this API takes them (`[a-zA-Z0-9_.:-]{1,64}`).
///
/// A legal id stays as it is; in others each illegal character becomes `_`, and what is too long is cut. Where two ids would
/// meet, the later one gets a number. Calls and results agree because both go through the same map.
struct BedrockCallIDs: Sendable {
    private var wireIDs: [String: String] = [:]
    private var taken: Set<String> = []

    private static let longest = 64

    init(_ messages: [Message]) {
        let ids = messages.flatMap(\.content).compactMap { part -> String? in
            switch part {
            case .toolCall(let call): call.id
            case .toolResult(let result): result.callID
            default: nil
            }
        }
        // Legal ids first, so that no other id takes theirs.
        taken = Set(ids.filter(Self.isLegal))
        for id in ids where !Self.isLegal(id) { add(id) }
    }

    func wireID(of id: String) -> String { wireIDs[id] ?? id }

    private mutating func add(_ id: String) {
        guard wireIDs[id] == nil else { return }
        let scalars = id.unicodeScalars.prefix(Self.longest).map { Self.isLegal($0) ? Character($0) : "_" }
        let base = scalars.isEmpty ? "_" : String(scalars)
        var candidate = base
        var number = 2
        while !taken.insert(candidate).inserted {
            let suffix = "_\(number)"
            candidate = base.prefix(Self.longest - suffix.count) + suffix
            number += 1
        }
        wireIDs[id] = candidate
    }

    private static func isLegal(_ id: String) -> Bool {
        (1...longest).contains(id.utf8.count) && id.unicodeScalars.allSatisfy(isLegal)
    }

    private static func isLegal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", ":": true
        default: false
        }
    }
}
