internal import AgentRuntime

/// A question as the command line gives it: the words themselves, or `-` for standard input.
struct PromptText: Sendable {
    /// The longest question from standard input, in bytes; what a model can read is far less, and it says so.
    static let largest = 32 << 20

    private let word: String

    init(_ word: String) {
        self.word = word
    }

    /// - Throws: ``CommandError`` for a question that is empty or no UTF-8, ``InputError``, or `CancellationError`.
    func text(from input: InputReader) async throws -> String {
        guard word == InputReader.standardInputPath else { return try Self.checked(word) }
        let bytes = try await input.contents(of: word, limit: Self.largest)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(
                .usage, "the question is no text", expected: "UTF-8", found: "\(bytes.count) bytes that are not")
        }
        // As in a shell's $(…), the end of the last line is no part of it.
        return try Self.checked(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    private static func checked(_ text: String) throws(CommandError) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CommandError(.usage, "the question is empty", expected: "a text", found: text.quoted())
        }
        return text
    }
}
