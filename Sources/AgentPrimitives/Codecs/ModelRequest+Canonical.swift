extension ModelRequest {
    /// The canonical bytes of the request's JSON form (RFC 8785, exact numbers), and so of what is recorded of it.
    ///
    /// Written straight from the values: a request is digested before each model call and again in each replay, and most of
    /// it is text that only has to be copied.
    ///
    /// - Throws: ``JSONError`` when a tool's schema has no canonical form.
    package func canonicalBytes() throws(JSONError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes += #"{"max_output_tokens":"#.utf8
        bytes += String(maxOutputTokens).utf8
        bytes += #","messages":["#.utf8
        for (index, message) in messages.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            message.appendCanonical(to: &bytes)
        }
        bytes += #"],"model":"#.utf8
        bytes.appendJSONString(model)
        bytes += #","system":"#.utf8
        bytes.appendJSONString(system)
        if let temperature, let number = JSONNumber(temperature) {
            bytes += #","temperature":"#.utf8
            bytes += try CanonicalJSON.encode(.number(number), numbers: .exact)
        }
        bytes += #","tools":"#.utf8
        bytes += try CanonicalJSON.encode(.array(tools.map(\.json)), numbers: .exact)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}

extension Message {
    fileprivate func appendCanonical(to bytes: inout [UInt8]) {
        bytes += #"{"content":["#.utf8
        for (index, part) in content.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            part.appendCanonical(to: &bytes)
        }
        bytes += #"],"role":"#.utf8
        bytes.appendJSONString(role.rawValue)
        bytes.append(UInt8(ascii: "}"))
    }
}

extension ContentPart {
    fileprivate func appendCanonical(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text):
            bytes += #"{"text":"#.utf8
            bytes.appendJSONString(text)
            bytes.append(UInt8(ascii: "}"))
        case .reasoning(let text, let signature):
            bytes += #"{"reasoning":{"signature":"#.utf8
            if let signature { bytes.appendJSONString(signature) } else { bytes += "null".utf8 }
            bytes += #","text":"#.utf8
            bytes.appendJSONString(text)
            bytes += "}}".utf8
        case .toolCall(let call):
            bytes += #"{"tool_call":{"arguments":"#.utf8
            bytes.appendJSONString(call.argumentsText)
            bytes += #","id":"#.utf8
            bytes.appendJSONString(call.id)
            bytes += #","name":"#.utf8
            bytes.appendJSONString(call.name)
            bytes += "}}".utf8
        case .toolResult(let result):
            bytes += #"{"tool_result":{"call_id":"#.utf8
            bytes.appendJSONString(result.callID)
            bytes += #","content":"#.utf8
            bytes.appendJSONString(result.content)
            bytes += result.isError ? #","is_error":true,"name":"#.utf8 : #","is_error":false,"name":"#.utf8
            bytes.appendJSONString(result.name)
            bytes += "}}".utf8
        }
    }
}
