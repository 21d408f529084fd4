public import AgentMemory

/// One rule that every `VectorStore` of cosines keeps, as a check to run on an implementation of your own.
///
/// Nothing here depends on a test library: a broken rule is thrown as a ``ContractViolation``. With Swift Testing:
///
/// ```swift
/// @Test(arguments: VectorStoreContract.all)
/// func keepsTheContract(_ rule: VectorStoreContract) async throws {
///     try await rule.check(MyVectorStore(dimension: 8))
/// }
/// ```
public struct VectorStoreContract: Sendable, CustomStringConvertible {
    /// The rule in one sentence.
    public let description: String
    private let body: @Sendable (VectorStoreProbe) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (VectorStoreProbe) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks the rule on a store that holds nothing yet, takes 2000 vectors and has at least two components.
    ///
    /// - Throws: ``ContractViolation`` when the rule is broken, or what the store threw.
    public func check(_ store: any VectorStore) async throws {
        try await body(VectorStoreProbe(store: store, rule: description))
    }

    /// Every rule of the contract.
    public static let all = keeping + searching + refusing
}
