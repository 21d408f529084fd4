public import AgentPrimitives

/// Why a policy could not be read.
///
/// A failure to evaluate a policy is not an error but a denial; see ``PolicyEngine``.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// The value at fault in the policy document.
    public var path: JSONPointer

    /// Describes a failure.
    public init(_ code: Code, _ message: String, at path: JSONPointer) {
        self.code = code
        self.message = message
        self.path = path
    }

    /// The message, led by the code and the path.
    public var description: String {
        path == .root ? "\(code): \(message)" : "\(code): \(path): \(message)"
    }
}

extension PolicyError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case wrongType, unknownKey, duplicateKey, missingKey, invalidValue, conflictingKeys
        }

        private let value: Value

        /// A value is of another type than its key asks for.
        public static let wrongType = Code(value: .wrongType)
        /// A key has no meaning here.
        public static let unknownKey = Code(value: .unknownKey)
        /// A key occurs twice, so that it is open which value counts.
        public static let duplicateKey = Code(value: .duplicateKey)
        /// A key that must be there is absent.
        public static let missingKey = Code(value: .missingKey)
        /// A value is of the right type but not one of those allowed.
        public static let invalidValue = Code(value: .invalidValue)
        /// Two keys of one rule exclude each other.
        public static let conflictingKeys = Code(value: .conflictingKeys)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
