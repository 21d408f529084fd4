internal import Synchronization

/// A repeatable generator (SplitMix64) for tests and replays; never for secrets.
public final class SeededRandomSource: RandomSource {
    private let state: Mutex<UInt64>

    /// Starts the sequence that belongs to a seed.
    public init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// The next sixty-four bits of the sequence.
    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
