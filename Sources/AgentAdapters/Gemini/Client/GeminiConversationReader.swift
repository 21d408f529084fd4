internal import AgentPrimitives

/// Reads the contents of a client's request into messages.
///
/// Calls without an id get one; a response without an id belongs to the first unanswered call of its name.
struct GeminiConversationReader: Sendable {
    private(set) var messages: [Message] = []
    private var mint = CallIDMint()
    /// The ids of the turn's calls by name, in order, and how many of each have been answered.
    private var open: [String: (ids: [String], answered: Int)] = [:]
    /// The names of the tools that calls asked for, by the calls' ids.
    private var names: [String: String] = [:]

    static func systemParts(of place: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        var reader = GeminiConversationReader()
        if place.value.stringValue != nil { return [.text(try place.string())] }
        var members = try GeminiMembers(place)
        var parts: [ContentPart] = []
        for part in try members.takeList("parts") ?? [] { parts += try reader.parts(of: part) }
        return parts
    }

    mutating func read(_ content: JSONReader) throws(JSONShapeError) {
        var members = try GeminiMembers(content)
        let role = try members.take("role")
        let isModel: Bool
        switch try role?.string() {
        case "model": isModel = true
        case nil, "", "user", "function": isModel = false
        default: throw (role ?? content).mismatch("the role user or model")
        }
        if isModel, messages.last?.role != .assistant { open = [:] }
        var parts: [ContentPart] = []
        for part in try members.takeList("parts") ?? [] { Self.add(try self.parts(of: part), to: &parts) }
        let areResults = !parts.isEmpty && parts.allSatisfy { if case .toolResult = $0 { true } else { false } }
        messages.append(Message(role: isModel ? .assistant : areResults ? .tool : .user, content: parts))
    }

    /// Appends parts; a foreign signature that stands alone goes to the thought that was streamed ahead of it.
    private static func add(_ new: [ContentPart], to parts: inout [ContentPart]) {
        guard new.count == 1, case .reasoning("", let signature?) = new[0],
            !signature.belongs(to: GeminiDialect.origin)
        else {
            parts += new
            return
        }
        var pieces: [String] = []
        while case .reasoning(let text, nil)? = parts.last {
            pieces.append(text)
            parts.removeLast()
        }
        parts.append(.reasoning(text: pieces.reversed().joined(), signature: signature))
    }

    private mutating func parts(of place: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        var members = try GeminiMembers(place)
        let signature = try members.take("thoughtSignature")?.string()
        let state = signature.flatMap { $0.isEmpty ? nil : GeminiSignature.read($0) }
        if let hidden = signature.flatMap(GeminiSignature.readRedacted) { return [.redactedReasoning(hidden)] }
        var parts: [ContentPart]
        if let call = try members.take("functionCall") {
            parts = [.toolCall(try self.call(call, state: state))]
        } else if let response = try members.take("functionResponse") {
            parts = try result(response)
        } else if let text = try members.take("text") {
            let isThought = try members.take("thought")?.bool() ?? false
            let text = try text.string()
            if text.isEmpty, let state {
                if !state.belongs(to: GeminiDialect.origin) { return foreign(state, isThought: isThought) }
                return [.opaque(GeminiState.part(try place.object()).state)]
            }
            parts = isThought ? [.reasoning(text: text, signature: state)] : [.text(text)]
            if !isThought, let state { parts.append(.opaque(state)) }
        } else if let media = try media(&members) {
            parts = [.media(media)]
            if let state { parts.append(.opaque(state)) }
        } else {
            let whole = try place.object()
            guard !whole.isEmpty else {
                throw place.mismatch("a part such as {\"text\":\"…\"}")
            }
            return [.opaque(GeminiState.part(whole).state)]
        }
        if !members.rest.isEmpty { parts.append(.opaque(GeminiState.members(members.rest).state)) }
        return parts
    }

    /// A signature of another provider that stands alone, because its text went out before it.
    private func foreign(_ state: ProviderState, isThought: Bool) -> [ContentPart] {
        isThought ? [.reasoning(text: "", signature: state)] : [.opaque(state)]
    }

    private func media(_ members: inout GeminiMembers) throws(JSONShapeError) -> Media? {
        if let place = try members.take("inlineData") {
            var data = try GeminiMembers(place)
            let type = try data.take("mimeType")?.string() ?? ""
            _ = try place.member("data")
            let media = GeminiMedia.inline(try data.take("data")?.string() ?? "", type: type)
            if !data.rest.isEmpty { members.leave("inlineData", .object(data.rest)) }
            return media
        }
        guard let place = try members.take("fileData") else { return nil }
        var data = try GeminiMembers(place)
        let type = try data.take("mimeType")?.string() ?? ""
        guard let address = try data.take("fileUri") else {
            throw JSONShapeError(path: place.path.appending(key: "fileUri"), expected: "an address", found: "none")
        }
        let media = GeminiMedia.file(try address.string(), type: type)
        if !data.rest.isEmpty { members.leave("fileData", .object(data.rest)) }
        return media
    }

    private mutating func call(_ place: JSONReader, state: ProviderState?) throws(JSONShapeError) -> ToolCall {
        var members = try GeminiMembers(place)
        let name = try members.take("name")?.string() ?? ""
        guard !name.isEmpty else {
            throw JSONShapeError(path: place.path.appending(key: "name"), expected: "a function's name", found: "none")
        }
        let arguments = try members.take("args")
        _ = try arguments?.object()
        let given = try members.take("id")?.string() ?? ""
        let claimed = mint.claim(given)
        let id = given.isEmpty ? claimed : given
        open[name, default: ([], 0)].ids.append(id)
        names[id] = name
        return ToolCall(id: id, name: name, argumentsText: arguments?.value.text() ?? "{}", state: state)
    }

    private mutating func result(_ place: JSONReader) throws(JSONShapeError) -> [ContentPart] {
        var members = try GeminiMembers(place)
        let given = try members.take("id")?.string() ?? ""
        let named = try members.take("name")?.string() ?? ""
        let name = named.isEmpty ? names[given] ?? "" : named
        guard !name.isEmpty || !given.isEmpty else {
            throw JSONShapeError(path: place.path.appending(key: "name"), expected: "a function's name", found: "none")
        }
        let response = try members.take("response")?.object() ?? JSONObject()
        let content = GeminiFunctionResponse.content(of: response)
        var media: [Media] = []
        for part in try members.takeList("parts") ?? [] {
            var partMembers = try GeminiMembers(part)
            guard let piece = try self.media(&partMembers) else { throw part.mismatch("inlineData or fileData") }
            media.append(piece)
        }
        let id = answer(name, given: given)
        let result = ToolResult(
            callID: id, name: name, content: content.text, isError: content.isError, media: media)
        // Members such as `scheduling` go back to where they were.
        let more =
            members.rest.isEmpty
            ? []
            : [
                ContentPart.opaque(
                    GeminiState.members(["functionResponse": .object(members.rest)]).state)
            ]
        return [.toolResult(result)] + more
    }

    /// The id that a response names, or that of the next unanswered call of its function.
    private mutating func answer(_ name: String, given: String) -> String {
        guard let calls = open[name], calls.answered < calls.ids.count else {
            return given.isEmpty ? mint.claim() : given
        }
        let next = calls.ids[calls.answered]
        if given.isEmpty || given == next { open[name]?.answered += 1 }
        return given.isEmpty ? next : given
    }
}
