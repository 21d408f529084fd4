internal import AgentPrimitives

/// State of another API, inside the `encrypted_content` of a reasoning item: the one field that clients give back unread.
///
/// So a signature survives a client that speaks this API while the model speaks another. Reasoning without any state has
/// one too, which tells it apart from reasoning that a server of this API could go on from.
struct TranslatedState: Hashable, Sendable {
    /// What the state belongs to.
    enum Place: Hashable, Sendable {
        /// The text of the same item.
        case reasoning
        /// The item is the provider's hidden reasoning.
        case redacted
        /// The message before the item.
        case opaque
        /// The call of that id before the item.
        case call(String)
    }

    var place: Place
    var state: ProviderState?

    private static let mark = "translated:"

    init(_ place: Place, _ state: ProviderState?) {
        self.place = place
        self.state = state
    }

    /// Reads the field; `nil` for the encrypted reasoning of a server.
    init?(encryptedContent text: String) {
        guard text.utf8.starts(with: Self.mark.utf8),
            let json = try? JSONValue(parsing: text.utf8.dropFirst(Self.mark.utf8.count))
        else { return nil }
        switch json["place"]?.stringValue {
        case "reasoning": place = .reasoning
        case "redacted": place = .redacted
        case "opaque": place = .opaque
        case "call": place = .call(json["call"]?.stringValue ?? "")
        default: return nil
        }
        if let origin = json["origin"]?.stringValue, let data = json["data"]?.stringValue {
            state = ProviderState(origin: origin, data: data)
        }
    }

    /// The field's value.
    var encryptedContent: String {
        var json: JSONObject = [:]
        switch place {
        case .reasoning: json["place"] = "reasoning"
        case .redacted: json["place"] = "redacted"
        case .opaque: json["place"] = "opaque"
        case .call(let id):
            json["place"] = "call"
            json["call"] = .string(id)
        }
        if let state {
            json["origin"] = .string(state.origin)
            json["data"] = .string(state.data)
        }
        return Self.mark + JSONValue.object(json).text()
    }
}
