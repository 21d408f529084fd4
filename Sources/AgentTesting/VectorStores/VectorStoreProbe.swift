internal import AgentMemory

/// A store under test, with the steps that several rules need.
struct VectorStoreProbe: Sendable {
    let store: any VectorStore
    let rule: String

    /// Demands that something holds.
    func expect(_ holds: Bool, _ message: @autoclosure () -> String) throws(ContractViolation) {
        if !holds { throw ContractViolation(rule: rule, message()) }
    }

    /// Demands that two values are equal.
    func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws(ContractViolation) {
        try expect(found == expected, "expected \(what) to be \(expected), found \(found)")
    }

    /// Demands that a call is refused.
    func expect(
        _ code: MemoryError.Code, of what: String, _ call: () async throws(MemoryError) -> Void
    ) async throws {
        do throws(MemoryError) {
            try await call()
        } catch {
            return try expect(error.code, is: code, "the code of \(what)")
        }
        throw ContractViolation(rule: rule, "expected \(what) to be refused as \(code), it was not")
    }

    /// A vector in the plane of the first two components, turned from the first by an angle of `step` of 1000.
    ///
    /// Made without the library of the system, whose last digits differ.
    func direction(_ step: Int, length: Float = 1) -> [Float] {
        let slope = Float(step) / 1000
        var vector = [Float](repeating: 0, count: store.dimension)
        vector[0] = length
        vector[1] = length * slope
        return vector
    }

    /// Puts one vector.
    func put(_ name: String, _ vector: [Float], tags: Set<String> = []) async throws {
        try await store.upsert([VectorEntry(name: name, vector: vector, tags: tags)])
    }

    /// The names that a search finds.
    func names(_ query: [Float], limit: Int = 10, tags: Set<String> = []) async throws -> [String] {
        try await store.search(query, limit: limit, tags: tags).map(\.name)
    }
}
