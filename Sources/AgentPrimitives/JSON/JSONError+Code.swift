extension JSONError {
    /// The kind of a ``JSONError``.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String {
            case byteOrderMark
            case controlCharacter
            case depthExceeded
            case invalidEscape
            case invalidLiteral
            case invalidNumber
            case invalidUTF8
            case loneSurrogate
            case numberNotRepresentable
            case sizeExceeded
            case trailingData
            case unexpectedByte
            case unexpectedEnd
        }

        private let kind: Kind

        /// The document starts with a byte order mark.
        public static let byteOrderMark = Code(kind: .byteOrderMark)
        /// A string holds an unescaped control character.
        public static let controlCharacter = Code(kind: .controlCharacter)
        /// Arrays and objects are nested deeper than the limit.
        public static let depthExceeded = Code(kind: .depthExceeded)
        /// A backslash starts no escape that JSON knows.
        public static let invalidEscape = Code(kind: .invalidEscape)
        /// A word is not `true`, `false` or `null`.
        public static let invalidLiteral = Code(kind: .invalidLiteral)
        /// A number does not follow the grammar.
        public static let invalidNumber = Code(kind: .invalidNumber)
        /// A string is not well-formed UTF-8.
        public static let invalidUTF8 = Code(kind: .invalidUTF8)
        /// An escaped surrogate lacks its other half.
        public static let loneSurrogate = Code(kind: .loneSurrogate)
        /// A number has no finite double, which the canonical form needs.
        public static let numberNotRepresentable = Code(kind: .numberNotRepresentable)
        /// The document is larger than the limit.
        public static let sizeExceeded = Code(kind: .sizeExceeded)
        /// Something follows the document's value.
        public static let trailingData = Code(kind: .trailingData)
        /// A byte cannot stand where it does.
        public static let unexpectedByte = Code(kind: .unexpectedByte)
        /// The document ends inside a value.
        public static let unexpectedEnd = Code(kind: .unexpectedEnd)

        /// The code's name, as in `unexpectedByte`.
        public var description: String { kind.rawValue }
    }
}
