internal import AgentMemory

extension VectorStoreContract {
    /// Rules on what is not a vector.
    static let refusing = [
        VectorStoreContract("a batch with a vector of another dimension or not of numbers is refused as a whole") {
            probe in
            var infinite = probe.direction(0)
            infinite[1] = -.infinity
            var notNumber = probe.direction(0)
            notNumber[0] = .nan
            for bad in [[], [1], probe.direction(0) + [0], infinite, notNumber] {
                let entries = [
                    VectorEntry(name: "good", vector: probe.direction(0)), VectorEntry(name: "bad", vector: bad),
                ]
                try await probe.expect(.invalid, of: "a batch with \(bad)") { () async throws(MemoryError) in
                    try await probe.store.upsert(entries)
                }
            }
            try probe.expect(try await probe.names(probe.direction(0)), is: [], "the names after refused batches")
        },
        VectorStoreContract("a query of another dimension or not of numbers is refused") { probe in
            try await probe.put("a", probe.direction(0))
            for bad in [[], [1], probe.direction(0) + [0], probe.direction(0).map { _ in Float.nan }] {
                for limit in [0, 1] {
                    try await probe.expect(.invalid, of: "a query of \(bad)") { () async throws(MemoryError) in
                        _ = try await probe.store.search(bad, limit: limit, tags: [])
                    }
                }
            }
        },
        VectorStoreContract("the largest and the smallest numbers are vectors like others") { probe in
            let huge = Float.greatestFiniteMagnitude
            try await probe.put("huge", probe.direction(0).enumerated().map { $0.offset < 2 ? huge : 0 })
            try await probe.put("tiny", probe.direction(0, length: .leastNonzeroMagnitude))
            let matches = try await probe.store.search(probe.direction(0), limit: 10, tags: [])
            try probe.expect(matches.map(\.name), is: ["tiny", "huge"], "the names")
            try probe.expect(matches.first?.similarity, is: 1, "the similarity of the smallest vector")
        },
    ]
}
