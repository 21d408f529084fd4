/// Why settings could not be read.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// The setting at fault, such as `limits.max_steps` or `models[0].api_key`; `nil` for a file as a whole.
    public var key: String?
    /// Where the value came from.
    public var source: ConfigurationSource?
    /// What would have been right.
    public var expected: String
    /// What was there; a secret is never repeated.
    public var found: String
    /// What to do, as a sentence; empty where the rest says it.
    public var advice: String
    /// What was thrown below, if anything was.
    public var underlying: (any Error)?

    /// Describes a failure.
    public init(
        _ code: Code, key: String? = nil, source: ConfigurationSource? = nil, expected: String, found: String,
        advice: String = "", underlying: (any Error)? = nil
    ) {
        self.code = code
        self.key = key
        self.source = source
        self.expected = expected
        self.found = found
        self.advice = advice
        self.underlying = underlying
    }

    /// The setting and its source, what was expected and found, and what to do.
    public var message: String {
        let place = [key, source.map { key == nil ? "\($0)" : "(\($0))" }].compactMap(\.self).joined(separator: " ")
        let lead = place.isEmpty ? "" : place + ": "
        return "\(lead)expected \(expected), found \(found).\(advice.isEmpty ? "" : " " + advice)"
    }

    /// The message, led by the code.
    public var description: String { "\(code): \(message)" }
}

extension ConfigurationError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case unreadableFile, malformedFile, unknownKey, duplicateKey, missingKey, wrongType, invalidValue,
                missingSecret
        }

        private let value: Value

        /// The file is absent, too large or may not be read.
        public static let unreadableFile = Code(value: .unreadableFile)
        /// The file is not one JSON object.
        public static let malformedFile = Code(value: .malformedFile)
        /// A key has no meaning here.
        public static let unknownKey = Code(value: .unknownKey)
        /// A key occurs twice, so that it is open which value counts.
        public static let duplicateKey = Code(value: .duplicateKey)
        /// A key that must be there is absent.
        public static let missingKey = Code(value: .missingKey)
        /// A value is of another type than its key asks for.
        public static let wrongType = Code(value: .wrongType)
        /// A value is of the right type but not one of those allowed.
        public static let invalidValue = Code(value: .invalidValue)
        /// A secret that is referred to does not exist.
        public static let missingSecret = Code(value: .missingSecret)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
