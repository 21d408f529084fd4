/// The figures of repeated runs.
struct Samples: Sendable {
    private let sorted: [Double]

    init(_ values: [Double]) {
        sorted = values.sorted()
    }

    var median: Double { sorted[sorted.count / 2] }

    /// The figure that 99 of 100 runs keep: the slow end of the scale.
    func worst(_ unit: Benchmark.Unit) -> Double {
        let place = max(0, Int(Double(sorted.count) * 0.99) - 1)
        return unit.lessIsBetter ? sorted[place] : sorted[sorted.count - 1 - place]
    }
}
