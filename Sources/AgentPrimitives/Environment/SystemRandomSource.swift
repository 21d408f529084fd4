/// The system's cryptographically secure generator.
public struct SystemRandomSource: RandomSource {
    /// Makes the source; it holds no state.
    public init() {}

    /// Sixty-four bits from the system.
    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
