public import AgentPrimitives

extension MXPPayload.Binary {
    /// The start of a stream: stream identifier 16 · target agent 16 · direction 8 bits.
    public struct StreamOpen: MXPPayloadCoding, Hashable {
        /// Which way a stream flows.
        public enum Direction: UInt8, Hashable, Sendable {
            /// From the opener only.
            case unidirectional = 1
            /// Both ways.
            case bidirectional = 2
        }

        /// Names the stream: 16 bytes, as they travel.
        public var streamID: SIMD16<UInt8>
        /// Whom the stream is for.
        public var target: AgentID
        /// Which way it flows.
        public var direction: Direction

        /// Describes a stream.
        public init(streamID: SIMD16<UInt8>, target: AgentID, direction: Direction) {
            self.streamID = streamID
            self.target = target
            self.direction = direction
        }

        /// Reads the layout.
        public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
            var reader = BinaryReader(payload)
            streamID = SIMD16(try reader.bytes(16, "/stream_id"))
            target = try reader.agentID("/target")
            let byte = try reader.integer(UInt8.self, "/stream_type")
            guard let direction = Direction(rawValue: byte) else {
                throw .field(.invalidPayload, path: "/stream_type", expected: "1 or 2", found: "\(byte)")
            }
            self.direction = direction
            try reader.finish()
        }

        /// Writes the layout.
        public func encoded() throws(WireError) -> [UInt8] {
            var writer = BinaryWriter()
            writer.append((0..<16).map { streamID[$0] })
            writer.append(target.bytes)
            writer.append(direction.rawValue)
            return writer.bytes
        }
    }
}
