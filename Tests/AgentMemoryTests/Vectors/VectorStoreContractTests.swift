internal import AgentMemory
internal import AgentTesting
internal import Testing

@Suite struct VectorStoreContractTests {
    @Test(arguments: VectorStoreContract.all, [VectorSieve.none, .bounded, .int8(oversampling: 500)])
    func flat(_ rule: VectorStoreContract, _ sieve: VectorSieve) async throws {
        for dimension in [2, 40] {
            var options = FlatIndexOptions()
            options.sieve = sieve
            try await rule.check(FlatIndex(dimension: dimension, options: options))
        }
    }

    @Test(arguments: VectorStoreContract.all) func flatOfHalves(_ rule: VectorStoreContract) async throws {
        // Halves cannot tell a thousand directions of the plane apart.
        guard !["thousand", "many", "smallest"].contains(where: { rule.description.contains($0) }) else { return }
        var options = FlatIndexOptions()
        options.precision = .float16
        try await rule.check(FlatIndex(dimension: 3, options: options))
    }

    @Test(arguments: VectorStoreContract.all) func hnsw(_ rule: VectorStoreContract) async throws {
        try await rule.check(HNSWIndex(dimension: 8))
    }

    /// As it is made, and with a graph from the first vector on.
    @Test(arguments: VectorStoreContract.all, [50_000, 0])
    func sqlite(_ rule: VectorStoreContract, _ graphThreshold: Int) async throws {
        try await withTemporaryFolder { folder in
            var options = SQLiteVectorOptions()
            options.graphThreshold = graphThreshold
            let store = try await SQLiteVectorStore.open(at: folder + "/v.sqlite", dimension: 8, options: options)
            try await rule.check(store)
            try await store.shutdown()
        }
    }
}
