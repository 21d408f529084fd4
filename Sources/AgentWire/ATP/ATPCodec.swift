public import AgentPrimitives

/// Turns ATP frames into JSON text and back: reads liberally, writes strictly what schema 1.1 says.
///
/// A codec holds only its options, so one value serves any number of tasks.
///
/// ```swift
/// let codec = ATPCodec()
/// let document = try codec.parse(bytes)
/// try authenticator.authenticate(document)   // over what was received, before anything is read from it
/// let frame = try codec.decode(document)
/// ```
public struct ATPCodec: Sendable {
    /// What the codec accepts.
    public struct Options: Hashable, Sendable {
        /// The largest frame in bytes, refused beyond when encoding and decoding alike.
        public var maximumFrame = 16 * 1024 * 1024
        /// How deep arrays and objects may nest.
        public var maximumDepth = 128
        /// Whether a frame with a wrong `checksum` is refused.
        ///
        /// Turn this off for peers that compute it over another canonical form; both of upstream's do.
        public var verifiesChecksum = true

        /// The defaults.
        public init() {}
    }

    private let options: Options

    /// Makes a codec.
    public init(options: Options = Options()) {
        self.options = options
    }

    /// Encodes a frame as compact JSON.
    ///
    /// - Throws: `invalidFrame` with the path of a field that is out of its range, or `payloadTooLarge`.
    public func encode(_ frame: ATPFrame) throws(WireError) -> [UInt8] {
        let bytes = try JSONValue.object(frame.encodedJSON()).serialized()
        try checkSize(bytes.count)
        return bytes
    }

    /// Parses and reads a frame whose signature nobody wants to check.
    ///
    /// - Throws: As ``parse(_:)`` and ``decode(_:)-(JSONObject)``.
    public func decode(_ bytes: ArraySlice<UInt8>) throws(WireError) -> ATPFrame {
        try decode(parse(bytes))
    }

    /// Parses the text of a frame, without looking at its fields.
    ///
    /// - Throws: `payloadTooLarge`, `invalidUTF8`, or `invalidFrame` for what is no JSON object.
    public func parse(_ bytes: ArraySlice<UInt8>) throws(WireError) -> JSONObject {
        try checkSize(bytes.count)
        let limits = JSONParsingLimits(maximumDepth: options.maximumDepth, maximumBytes: options.maximumFrame)
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: bytes, limits: limits)
        } catch {
            throw .syntax(.invalidFrame, error)
        }
        do throws(JSONShapeError) {
            return try JSONReader(document).object()
        } catch {
            throw .shape(.invalidFrame, error)
        }
    }

    /// Reads a frame out of a parsed document.
    ///
    /// - Throws: `unsupportedVersion`, `invalidFrame` with the path of the field at fault, or `checksumMismatch`.
    public func decode(_ document: JSONObject) throws(WireError) -> ATPFrame {
        let frame = try ATPFrame(json: document)
        if options.verifiesChecksum { try ATPCanonicalForm.verifyChecksum(of: document) }
        return frame
    }

    private func checkSize(_ count: Int) throws(WireError) {
        guard count <= options.maximumFrame else {
            throw WireError(
                .payloadTooLarge, "expected a frame of at most \(options.maximumFrame) bytes, found \(count); split it",
                context: .size(UInt64(count), maximum: UInt64(options.maximumFrame)))
        }
    }
}
