extension ModelRequest {
    /// The canonical bytes of the request's JSON form (RFC 8785, exact numbers), and so of what is recorded of it.
    ///
    /// Written straight from the values: a request is digested before each model call and again in each replay, and most of
    /// it is text that only has to be copied.
    ///
    /// - Throws: ``JSONError`` when a tool's schema has no canonical form.
    package func canonicalBytes() throws(JSONError) -> [UInt8] {
        var members = optionalMembers
        members["system"] = systemJSON
        members["max_output_tokens"] = .int(maxOutputTokens)
        members["model"] = .string(model)
        let names = (members.map(\.key) + ["messages", "tools"]).sorted()
        var bytes: [UInt8] = []
        for (index, name) in names.enumerated() {
            bytes += index == 0 ? "{\"".utf8 : ",\"".utf8
            bytes += name.utf8
            bytes += "\":".utf8
            switch name {
            case "messages":
                bytes.append(UInt8(ascii: "["))
                for (index, message) in messages.enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    try message.appendCanonical(to: &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            case "tools":
                bytes += try CanonicalJSON.encode(.array(tools.map(\.json)), numbers: .exact)
            default:
                if let text = members[name]?.stringValue {
                    bytes.appendJSONString(text)
                } else if let value = members[name] {
                    bytes += try CanonicalJSON.encode(value, numbers: .exact)
                }
            }
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension Message {
    fileprivate func appendCanonical(to bytes: inout [UInt8]) throws(JSONError) {
        bytes += #"{"content":["#.utf8
        for (index, part) in content.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            try part.appendCanonical(to: &bytes)
        }
        bytes += #"],"role":"#.utf8
        bytes.appendJSONString(role.rawValue)
        bytes.append(UInt8(ascii: "}"))
    }
}

extension ContentPart {
    fileprivate func appendCanonical(to bytes: inout [UInt8]) throws(JSONError) {
        switch self {
        case .text(let text):
            bytes += #"{"text":"#.utf8
            bytes.appendJSONString(text)
            bytes.append(UInt8(ascii: "}"))
        case .reasoning(let text, let signature):
            bytes += #"{"reasoning":{"signature":"#.utf8
            bytes += try CanonicalJSON.encode(signature?.json ?? .null, numbers: .exact)
            bytes += #","text":"#.utf8
            bytes.appendJSONString(text)
            bytes += "}}".utf8
        case .toolCall(let call) where call.state == nil:
            bytes += #"{"tool_call":{"arguments":"#.utf8
            bytes.appendJSONString(call.argumentsText)
            bytes += #","id":"#.utf8
            bytes.appendJSONString(call.id)
            bytes += #","name":"#.utf8
            bytes.appendJSONString(call.name)
            bytes += "}}".utf8
        case .toolResult(let result) where result.media.isEmpty:
            bytes += #"{"tool_result":{"call_id":"#.utf8
            bytes.appendJSONString(result.callID)
            bytes += #","content":"#.utf8
            bytes.appendJSONString(result.content)
            bytes += result.isError ? #","is_error":true,"name":"#.utf8 : #","is_error":false,"name":"#.utf8
            bytes.appendJSONString(result.name)
            bytes += "}}".utf8
        case .toolCall, .toolResult, .redactedReasoning, .media, .refusal, .citation, .cachePoint, .opaque:
            bytes += try CanonicalJSON.encode(json, numbers: .exact)
        }
    }
}
