import AgentPrimitives

/// What no translation may change in a conversation, told in words: APIs cut it into messages differently.
struct RequestEssence: Equatable {
    /// What must always be there, in order.
    var said: [String] = []
    /// What may be missing if that is reported.
    var extras: Set<String> = []

    init(_ request: ModelRequest) {
        say("system", request.system)
        for message in request.messages {
            for part in message.content { take(part, of: message.role) }
        }
        for tool in request.tools { said.append("tool \(tool.name): \(tool.summary)") }
        said.append("limit \(request.maxOutputTokens)")
        if let temperature = request.temperature { extras.insert("temperature \(temperature)") }
        if request.toolChoice != .auto { extras.insert("choice \(request.toolChoice)") }
    }

    private mutating func say(_ who: String, _ text: String) {
        if !text.isEmpty { said.append("\(who): \(text)") }
    }

    private mutating func take(_ part: ContentPart, of role: MessageRole) {
        switch part {
        case .text(let text): say(role == .tool ? "user" : role.rawValue, text)
        case .toolCall(let call):
            let arguments = (try? JSONValue(parsing: call.argumentsText))?.text() ?? call.argumentsText
            said.append("call \(call.id) \(call.name) \(arguments)")
        case .toolResult(let result):
            said.append("result \(result.callID): \(result.content)")
            if result.isError { extras.insert("\(result.callID) failed") }
        case .media(let media): extras.insert("media \(media.source) \(media.mediaType)")
        case .reasoning(let text, let signature):
            // One entry: reasoning without its proof is as good as lost.
            extras.insert("reasoning \(text) \(signature?.data ?? "")")
        default: extras.insert("\(part)")
        }
    }
}
