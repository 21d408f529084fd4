public import AgentPrimitives

extension MXPPayload.JSON {
    /// Starts a streamed answer to a ``Call`` with `stream` set (type `StreamOpen`, the request's message identifier).
    ///
    /// No published text says what a JSON stream carries. Here: this document, then one ``MXPPayload/TextChunk`` per
    /// delta, then a ``StreamClose``; all under the request's message identifier.
    public struct StreamOpen: MXPJSONPayloadCoding, Hashable {
        /// The media type of the chunks together; `nil` means plain text.
        public var contentType: String?
        /// The session that records the turn.
        public var session: SessionID?

        /// Describes a stream.
        public init(contentType: String? = nil, session: SessionID? = nil) {
            self.contentType = contentType
            self.session = session
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            contentType = try json.optional("content_type")?.string()
            session = (try json.optional("session")?.string()).map { SessionID($0) }
        }

        /// The document.
        public var json: JSONValue {
            var object: JSONObject = [:]
            object["content_type"] = contentType.map(JSONValue.string)
            object["session"] = (session?.rawValue).map(JSONValue.string)
            return .object(object)
        }
    }
}
