public import AgentPrimitives

extension MXPPayload.JSON {
    /// Asks a registry for agents (type `AgentDiscover`).
    public struct DiscoverRequest: MXPJSONPayloadCoding, Hashable {
        /// What the agents must be able to do.
        public var capability: String

        /// Asks for a capability.
        public init(capability: String) {
            self.capability = capability
        }

        /// Reads a document.
        public init(json: JSONReader) throws(JSONShapeError) {
            capability = try json.member("capability").string()
        }

        /// The document.
        public var json: JSONValue { ["capability": .string(capability)] }
    }
}
