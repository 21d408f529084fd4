/// Why a prompt could not be built.
public struct PromptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is.
    public var code: Code
    /// What was expected, what was found, and what to do.
    public var message: String
    /// Where in a template's source, if the template is at fault.
    public var position: PromptTemplate.Position?
    /// The variable at fault, if one is.
    public var variable: String?
    /// What asked for more room than there is, if the window is at fault.
    public var demand: ContextDemand?

    /// Describes a failure.
    public init(
        _ code: Code, _ message: String, position: PromptTemplate.Position? = nil, variable: String? = nil,
        demand: ContextDemand? = nil
    ) {
        self.code = code
        self.message = message
        self.position = position
        self.variable = variable
        self.demand = demand
    }

    /// The message, led by the code and the place.
    public var description: String {
        guard let position else { return "\(code): \(message)" }
        return "\(code): line \(position.line), column \(position.column): \(message)"
    }
}

extension PromptError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case templateSyntax, missingVariable, windowExceeded
        }

        private let value: Value

        /// A template breaks its grammar.
        public static let templateSyntax = Code(value: .templateSyntax)
        /// A variable without a default got no value.
        public static let missingVariable = Code(value: .missingVariable)
        /// What must be sent is larger than the context window.
        public static let windowExceeded = Code(value: .windowExceeded)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
