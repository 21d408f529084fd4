/// Runs benchmarks: warm-up, then runs of the thing and its peer in turns, so that both see the same machine.
struct Runner: Sendable {
    var warmUps = 2
    var runs = 11

    func measure(_ benchmark: Benchmark) async throws -> Result {
        for _ in 0..<warmUps {
            _ = try await benchmark.run()
            _ = try await benchmark.peer?.run()
        }
        var own: [Double] = []
        var others: [Double] = []
        for _ in 0..<runs {
            own.append(try await figure(benchmark.unit, benchmark.run))
            if let peer = benchmark.peer { others.append(try await figure(benchmark.unit, peer.run)) }
        }
        return Result(benchmark: benchmark, own: Samples(own), peer: others.isEmpty ? nil : Samples(others))
    }

    private func figure(
        _ unit: Benchmark.Unit, _ run: @Sendable () async throws -> Int
    ) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let count = try await run()
        let (seconds, attoseconds) = (clock.now - start).components
        return unit.value(count: count, seconds: Double(seconds) + Double(attoseconds) / 1e18)
    }
}
