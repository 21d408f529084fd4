internal import AgentMemory
internal import AgentPrimitives
internal import Testing

@Suite struct FlatIndexOptionsTests {
    private func index(
        _ dimension: Int, _ sieve: VectorSieve, _ metric: VectorMetric = .cosine,
        _ precision: VectorPrecision = .float32
    ) -> FlatIndex {
        var options = FlatIndexOptions()
        options.sieve = sieve
        options.metric = metric
        options.precision = precision
        return FlatIndex(dimension: dimension, options: options)
    }

    private func closeness(_ metric: VectorMetric, _ left: [Float], _ right: [Float]) -> Double {
        let (left, right) = (left.map(Double.init), right.map(Double.init))
        func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
        return switch metric {
        case .cosine: dot(left, right) / (dot(left, left) * dot(right, right)).squareRoot()
        case .dot: dot(left, right)
        case .euclidean: -zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }
    }

    @Test(arguments: VectorMetric.allCases, VectorPrecision.allCases)
    func agreesWithTheDefinition(_ metric: VectorMetric, _ precision: VectorPrecision) async throws {
        for dimension in [1, 31, 32, 100] {
            let samples = VectorSamples(dimension: dimension)
            let entries = samples.entries(0..<300)
            let store = index(dimension, .none, metric, precision)
            try await store.upsert(entries)
            let query = samples.vector()
            let tolerance = precision == .float32 ? 1e-4 : 0.03
            for match in try await store.search(query, limit: 300) {
                let entry = try #require(entries.first { $0.name == match.name })
                let expected = closeness(metric, entry.vector, query)
                #expect(abs(Double(match.similarity) - expected) < tolerance * max(1, abs(expected)))
            }
        }
    }

    /// The bounds are what makes a sieve of bytes exact: any data, any metric, the same bits.
    @Test(arguments: VectorMetric.allCases, VectorPrecision.allCases)
    func isExactWithBounds(_ metric: VectorMetric, _ precision: VectorPrecision) async throws {
        for (dimension, spread) in [(3, 0.6), (64, 0.01), (64, 5), (200, 0.6)] as [(Int, Float)] {
            let samples = VectorSamples(dimension: dimension, spread: spread)
            var entries = samples.entries(0..<1500)
            // Lengths over many orders of magnitude, and single components that dwarf the others.
            for number in stride(from: 0, to: 1500, by: 3) {
                entries[number].vector = entries[number].vector.map { $0 * Float(1 + number % 50) * 1e-3 }
                entries[number].vector[number % dimension] *= 1000
            }
            let exact = index(dimension, .none, metric, precision)
            let bounded = index(dimension, .bounded, metric, precision)
            try await exact.upsert(entries)
            try await bounded.upsert(entries)
            for limit in [1, 10, 100] {
                let query = samples.vector()
                let expected = try await exact.search(query, limit: limit)
                #expect(try await bounded.search(query, limit: limit) == expected)
            }
        }
    }

    @Test(arguments: [VectorSieve.int8(), .bit(oversampling: 40)])
    func findsNearlyAllThroughASieve(_ sieve: VectorSieve) async throws {
        let samples = VectorSamples(dimension: 128)
        let entries = samples.entries(0..<2000)
        let exact = index(128, .none)
        let sieved = index(128, sieve)
        try await exact.upsert(entries)
        try await sieved.upsert(entries)
        var found = 0
        for _ in 0..<20 {
            let query = samples.vector()
            let expected = try await exact.search(query, limit: 10)
            found += try await Set(sieved.search(query, limit: 10)).intersection(expected).count
        }
        #expect(found >= 198)
    }

    @Test func refusesLengthsWhoseProductsOverflow() async throws {
        for metric in [VectorMetric.dot, .euclidean] {
            let store = index(2, .bounded, metric)
            let error = await #expect(throws: MemoryError.self) {
                try await store.upsert([VectorEntry(name: "a", vector: [1e19, 0])])
            }
            #expect(error?.code == .invalid)
            try await store.upsert([
                VectorEntry(name: "a", vector: [1e18, 0]), VectorEntry(name: "b", vector: [-1e18, 0]),
            ])
            #expect(try await store.search([1e18, 0], limit: 2).map(\.name) == ["a", "b"])
            #expect(try await store.search([1e18, 0], limit: 2).allSatisfy { $0.similarity.isFinite })
        }
    }

    /// Answers are part of recorded sessions, so no machine may give other bits.
    @Test func givesTheSameBitsEverywhere() async throws {
        let samples = VectorSamples(dimension: 100)
        let store = index(100, .bounded)
        try await store.upsert(samples.entries(0..<500))
        let matches = try await store.search(samples.vector(), limit: 3)
        let expected = ["v402 1062088500", "v56 1061657559", "v112 1061637736"]
        #expect(matches.map { "\($0.name) \($0.similarity.bitPattern)" } == expected)
    }
}
