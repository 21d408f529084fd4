public import AgentPrimitives

/// Makes one text out of several records.
public protocol MemorySummarizing: Sendable {
    /// What makes the summaries, such as `extractive` or a model's name; it becomes part of their provenance.
    var name: String { get }

    /// One text that says what the records say.
    ///
    /// - Parameters:
    ///   - records: The records, in the order in which they were written; one at least.
    ///   - bytes: The longest text that is of use, in bytes of UTF-8.
    func summary(of records: [MemoryRecord], bytes: Int) async throws -> String
}
