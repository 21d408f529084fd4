/// Where random bits come from; injected, so that a run can be replayed and tested.
public protocol RandomSource: Sendable {
    /// Sixty-four random bits.
    func next() -> UInt64
}
