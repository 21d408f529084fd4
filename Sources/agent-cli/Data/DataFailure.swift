internal import AgentPrimitives

/// Why data is not what a data command was asked to take; printed as the command's result.
struct DataFailure: Error, Hashable, Sendable {
    /// In lowerCamelCase, for programs.
    let code: String
    /// What was expected and what was found.
    let message: String
    /// Further members of the printed error.
    var details = JSONObject()

    /// `{"error":{"code":…,"message":…}}`.
    var document: JSONValue { ["error": .object(body)] }

    /// The error on its own, `{"code":…,"message":…}`.
    var body: JSONObject {
        var body: JSONObject = ["code": .string(code), "message": .string(message)]
        for (key, value) in details { body.append(key: key, value: value) }
        return body
    }
}
