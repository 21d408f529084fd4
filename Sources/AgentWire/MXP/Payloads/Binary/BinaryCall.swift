public import AgentPrimitives

extension MXPPayload.Binary {
    /// A request: target agent 16 · timeout in seconds 32 bits · data.
    public struct Call: MXPPayloadCoding, Hashable {
        /// Whom the call is for.
        public var target: AgentID
        /// Seconds after which the caller gives up.
        public var timeoutSeconds: UInt32
        /// What is asked, in whatever form the two agents agree on; a slice of the received buffer.
        public var data: ArraySlice<UInt8>

        /// Describes a call.
        public init(target: AgentID, timeoutSeconds: UInt32, data: ArraySlice<UInt8>) {
            self.target = target
            self.timeoutSeconds = timeoutSeconds
            self.data = data
        }

        /// Reads the layout.
        public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
            var reader = BinaryReader(payload)
            target = try reader.agentID("/target")
            timeoutSeconds = try reader.integer(UInt32.self, "/timeout")
            data = reader.remainder()
        }

        /// Writes the layout.
        public func encoded() throws(WireError) -> [UInt8] {
            var writer = BinaryWriter()
            writer.append(target.bytes)
            writer.append(timeoutSeconds)
            writer.append(data)
            return writer.bytes
        }
    }
}
