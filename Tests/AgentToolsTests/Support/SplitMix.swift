import AgentPrimitives

/// The repeatable generator in the form that the standard library takes.
struct SplitMix: RandomNumberGenerator {
    private let source: SeededRandomSource

    init(seed: UInt64) {
        source = SeededRandomSource(seed: seed)
    }

    func next() -> UInt64 { source.next() }
}
