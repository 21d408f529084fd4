public import AgentPrimitives

extension MXPPayload.JSON {
    /// Says why a request failed (type `Error`, the request's message identifier).
    ///
    /// MXP defines no numeric error codes; both fields are texts by convention.
    public struct ErrorReport: MXPJSONPayloadCoding, Hashable {
        /// What went wrong, for people.
        public var error: String
        /// The kind of failure, for programs.
        public var code: String

        /// Describes a failure.
        public init(error: String, code: String) {
            self.error = error
            self.code = code
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            error = try json.member("error").string()
            code = try json.member("code").string()
        }

        /// The document.
        public var json: JSONValue { ["error": .string(error), "code": .string(code)] }
    }
}
