/// What an entry holds: bytes, what they are, and how they were handed in.
public struct TenantValue: Hashable, Sendable {
    /// How a value was handed in, so that it can be handed out alike.
    public enum Form: Int, Hashable, Sendable, CaseIterable {
        /// As the whole content of a request.
        case plain
        /// As the member `object` of a JSON document.
        case object
        /// As the member `value` of a JSON document.
        case value
    }

    /// The bytes; one JSON document where the content type says so.
    public var bytes: [UInt8]
    /// The media type, such as `application/json`.
    public var contentType: String
    /// How the value was handed in.
    public var form: Form

    /// Describes a value.
    public init(_ bytes: [UInt8], contentType: String = "application/json", form: Form = .plain) {
        self.bytes = bytes
        self.contentType = contentType
        self.form = form
    }

    /// The media type without parameters, in lower case.
    public var mediaType: String {
        var type = contentType.prefix { $0 != ";" }
        while type.last == " " || type.last == "\t" { type.removeLast() }
        return type.lowercased()
    }

    /// Whether the bytes are a JSON document.
    public var isJSON: Bool { mediaType == "application/json" || mediaType.hasSuffix("+json") }
}
