internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct FlatIndexTests {
    @Test func findsTheClosestFirst() async throws {
        let index = FlatIndex(dimension: 2)
        try await index.upsert([
            VectorEntry(name: "east", vector: [5, 0]), VectorEntry(name: "north", vector: [0, 0.1]),
            VectorEntry(name: "west", vector: [-1, 0]), VectorEntry(name: "northeast", vector: [1, 1]),
        ])
        let matches = try await index.search([2, 0], limit: 9)
        #expect(matches.map(\.name) == ["east", "northeast", "north", "west"])
        #expect(matches.map(\.similarity) == [1, Float(0.5).squareRoot(), 0, -1])
        #expect(try await index.search([2, 0], limit: 1).map(\.name) == ["east"])
        #expect(try await index.search([2, 0], limit: 0).isEmpty)
    }

    @Test func ordersEquallyCloseOnesByName() async throws {
        for names in [["a", "b", "c", "d"], ["d", "b", "a", "c"]] {
            let index = FlatIndex(dimension: 1)
            try await index.upsert(names.map { VectorEntry(name: $0, vector: [3]) })
            #expect(try await index.search([1], limit: 3).map(\.name) == ["a", "b", "c"])
        }
    }

    @Test func findsOnlyWhatCarriesAllTags() async throws {
        let index = FlatIndex(dimension: 1)
        try await index.upsert([
            VectorEntry(name: "none", vector: [1]), VectorEntry(name: "a", vector: [1], tags: ["a"]),
            VectorEntry(name: "ab", vector: [1], tags: ["a", "b"]), VectorEntry(name: "b", vector: [1], tags: ["b"]),
        ])
        #expect(try await index.search([1], limit: 9, tags: ["a"]).map(\.name) == ["a", "ab"])
        #expect(try await index.search([1], limit: 9, tags: ["a", "b"]).map(\.name) == ["ab"])
        #expect(try await index.search([1], limit: 9, tags: ["a", "c"]).isEmpty)
        await index.remove(["a", "nobody"])
        try await index.upsert([VectorEntry(name: "ab", vector: [1], tags: ["b"])])
        #expect(try await index.search([1], limit: 9, tags: ["a"]).isEmpty)
        #expect(try await index.search([1], limit: 9, tags: ["b"]).map(\.name) == ["ab", "b"])
    }

    @Test(arguments: [[], [1], [1, 2, 3], [1, .nan], [.infinity, 0], [0, -.infinity]] as [[Float]])
    func refusesAVectorThatIsNone(vector: [Float]) async throws {
        let index = FlatIndex(dimension: 2)
        let good = VectorEntry(name: "good", vector: [1, 1])
        let stored = await #expect(throws: MemoryError.self) {
            try await index.upsert([good, VectorEntry(name: "bad", vector: vector)])
        }
        #expect(stored?.code == .invalid)
        #expect(await index.count == 0)
        try await index.upsert([good])
        let asked = await #expect(throws: MemoryError.self) { try await index.search(vector, limit: 1) }
        #expect(asked?.code == .invalid)
    }

    @Test func takesVeryLargeAndVerySmallComponents() async throws {
        let index = FlatIndex(dimension: 2)
        let huge = Float.greatestFiniteMagnitude
        try await index.upsert([
            VectorEntry(name: "huge", vector: [huge, huge]),
            VectorEntry(name: "tiny", vector: [.leastNonzeroMagnitude, 0]),
            VectorEntry(name: "zero", vector: [0, 0]),
        ])
        let matches = try await index.search([1, 0], limit: 9)
        #expect(matches.map(\.name) == ["tiny", "huge", "zero"])
        #expect(matches.map(\.similarity) == [1, Float(0.5).squareRoot(), 0])
    }

    @Test func holdsNoMoreThanItsCapacity() async throws {
        let index = FlatIndex(dimension: 1, capacity: 2)
        try await index.upsert([VectorEntry(name: "a", vector: [1]), VectorEntry(name: "b", vector: [1])])
        let error = await #expect(throws: MemoryError.self) {
            try await index.upsert([VectorEntry(name: "a", vector: [2]), VectorEntry(name: "c", vector: [1])])
        }
        #expect(error?.code == .full)
        try await index.upsert([VectorEntry(name: "b", vector: [-1])])
        #expect(await index.count == 2)
    }

    /// Compares with the definition of the cosine in double precision, under random changes.
    @Test(arguments: [1, 3, 16, 33, 100]) func agreesWithTheDefinition(dimension: Int) async throws {
        let random = SeededRandomSource(seed: UInt64(dimension))
        func vector() -> [Float] {
            (0..<dimension).map { _ in Float(Int64(bitPattern: random.next()) >> 40) / 1000 }
        }
        let index = FlatIndex(dimension: dimension)
        var vectors: [String: [Float]] = [:]
        for _ in 0..<300 {
            let name = "v\(random.next() % 80)"
            if random.next() % 3 == 0 {
                vectors[name] = nil
                await index.remove([name])
            } else {
                let vector = vector()
                vectors[name] = vector
                try await index.upsert([VectorEntry(name: name, vector: vector)])
            }
        }
        let query = vector()
        let matches = try await index.search(query, limit: 1000)
        #expect(Set(matches.map(\.name)) == Set(vectors.keys))
        for match in matches {
            let vector = try #require(vectors[match.name])
            #expect(abs(Double(match.similarity) - cosine(vector, query)) < 1e-5)
        }
        #expect(try await index.search(query, limit: 7) == Array(matches.prefix(7)))
    }

    private func cosine(_ left: [Float], _ right: [Float]) -> Double {
        func dot(_ left: [Float], _ right: [Float]) -> Double {
            zip(left, right).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        return dot(left, right) / (dot(left, left) * dot(right, right)).squareRoot()
    }
}
