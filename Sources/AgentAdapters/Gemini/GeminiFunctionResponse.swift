internal import AgentPrimitives

/// What a tool said, as the object that `functionResponse.response` has to be.
enum GeminiFunctionResponse {
    /// An object goes as it is, anything else as `{"output":…}`; what failed as `{"error":…}`.
    static func object(of content: String, isError: Bool) -> JSONObject {
        let json = structure(in: content)
        if isError { return ["error": json ?? .string(content)] }
        if case .object(let object) = json { return object }
        return ["output": json ?? .string(content)]
    }

    /// The content that is written back as this object.
    static func content(of response: JSONObject) -> (text: String, isError: Bool) {
        if response.count == 1, let (key, value) = response.members.first, key == "output" || key == "error" {
            let text = value.stringValue ?? value.text()
            if object(of: text, isError: key == "error") == response { return (text, key == "error") }
        }
        return (JSONValue.object(response).text(), false)
    }

    /// The object or array that a text is.
    private static func structure(in text: String) -> JSONValue? {
        guard let first = text.utf8.first(where: { $0 > UInt8(ascii: " ") }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return nil }
        return try? JSONValue(parsing: text)
    }
}
