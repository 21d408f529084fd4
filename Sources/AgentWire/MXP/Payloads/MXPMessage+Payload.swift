public import AgentPrimitives

extension MXPMessage {
    /// Makes a message that carries a value.
    ///
    /// - Throws: What the value's encoding throws.
    public init(
        type: MXPMessageType, flags: Flags = [], messageID: MessageID, traceID: TraceID,
        carrying value: some MXPPayloadCoding
    ) throws(WireError) {
        let payload = try value.encoded()
        self.init(type: type, flags: flags, messageID: messageID, traceID: traceID, payload: payload[...])
    }

    /// Reads the payload in the layout that the caller names.
    ///
    /// - Throws: `invalidPayload` or `invalidUTF8`, with the path of the field at fault.
    public func decodePayload<Value: MXPPayloadCoding>(as type: Value.Type = Value.self) throws(WireError) -> Value {
        try Value(decoding: payload)
    }
}
