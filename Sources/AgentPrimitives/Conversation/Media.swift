/// An image, a document or a recording in a message.
public struct Media: Hashable, Sendable {
    /// What sort of content it is.
    public var kind: Kind
    /// Where its bytes are.
    public var source: Source
    /// The type of the bytes, such as `image/png`; empty when unknown.
    public var mediaType: String
    /// A title or file name, if there is one.
    public var name: String?
    /// How closely a model should look, such as `low` or `high`; `nil` leaves it to the model.
    public var detail: String?

    /// Describes a piece of media.
    public init(kind: Kind, source: Source, mediaType: String = "", name: String? = nil, detail: String? = nil) {
        self.kind = kind
        self.source = source
        self.mediaType = mediaType
        self.name = name
        self.detail = detail
    }

    /// What sort of content a piece of media is.
    public enum Kind: String, Hashable, Sendable {
        /// A still picture.
        case image
        /// A text document, such as a PDF file.
        case document
        /// Sound.
        case audio
        /// Moving pictures.
        case video
    }

    /// Where the bytes of a piece of media are.
    public enum Source: Hashable, Sendable {
        /// Here, in base64 without line breaks.
        case base64(String)
        /// At an address, which the provider fetches.
        case url(String)
        /// Here, as plain text.
        case text(String)
        /// A file that was uploaded to a provider before, by the name it gave.
        case file(ProviderState)
    }
}
