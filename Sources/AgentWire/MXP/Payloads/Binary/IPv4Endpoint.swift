extension MXPPayload.Binary {
    /// Where an agent listens; the layout has no room for IPv6.
    ///
    /// The specification does not say in which order the address's bytes travel; here they travel as written, the port
    /// little-endian like every integer of MXP.
    public struct IPv4Endpoint: Hashable, Sendable, CustomStringConvertible {
        /// The four numbers of the address, as written.
        public var octets: SIMD4<UInt8>
        /// The port.
        public var port: UInt16

        /// Names a place, as in `IPv4Endpoint(octets: [127, 0, 0, 1], port: 9000)`.
        public init(octets: SIMD4<UInt8>, port: UInt16) {
            self.octets = octets
            self.port = port
        }

        /// The usual text, such as `127.0.0.1:9000`.
        public var description: String {
            (0..<4).map { "\(octets[$0])" }.joined(separator: ".") + ":\(port)"
        }
    }
}
