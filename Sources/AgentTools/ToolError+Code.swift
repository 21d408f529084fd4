extension ToolError {
    /// The kind of a failure.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case binaryFile, budgetExhausted, duplicateTool, inputOutput, invalidArguments, invalidExpression
            case invalidTool, notADirectory, notAFile, notFound, outsideWorkspace, resultOutOfRange, timedOut
            case unknownTool
        }

        private let value: Value

        /// A file holds no text.
        public static let binaryFile = Code(value: .binaryFile)
        /// The budget has nothing left for the call.
        public static let budgetExhausted = Code(value: .budgetExhausted)
        /// Another tool has that name already.
        public static let duplicateTool = Code(value: .duplicateTool)
        /// The system refused to read.
        public static let inputOutput = Code(value: .inputOutput)
        /// The arguments are no JSON or do not fit the tool's schema.
        public static let invalidArguments = Code(value: .invalidArguments)
        /// A calculation is not written as one.
        public static let invalidExpression = Code(value: .invalidExpression)
        /// A tool's declaration contradicts itself.
        public static let invalidTool = Code(value: .invalidTool)
        /// A path names something other than a directory.
        public static let notADirectory = Code(value: .notADirectory)
        /// A path names something other than a regular file.
        public static let notAFile = Code(value: .notAFile)
        /// A path names nothing.
        public static let notFound = Code(value: .notFound)
        /// A path leads out of the workspace.
        public static let outsideWorkspace = Code(value: .outsideWorkspace)
        /// A calculation has no result, or one too large.
        public static let resultOutOfRange = Code(value: .resultOutOfRange)
        /// A tool ran longer than it may.
        public static let timedOut = Code(value: .timedOut)
        /// No tool has that name.
        public static let unknownTool = Code(value: .unknownTool)

        private init(value: Value) {
            self.value = value
        }

        /// The code's name in lowerCamelCase.
        public var description: String { value.rawValue }
    }
}
