/// A value that has a layout as the payload of an MXP message.
public protocol MXPPayloadCoding: Sendable {
    /// Reads a payload.
    ///
    /// - Throws: `invalidPayload` or `invalidUTF8`, with the path of the field at fault.
    init(decoding payload: ArraySlice<UInt8>) throws(WireError)

    /// The payload's bytes.
    ///
    /// - Throws: `invalidPayload` for a value that the layout cannot hold.
    func encoded() throws(WireError) -> [UInt8]
}
