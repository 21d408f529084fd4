/// What a search compares first to find out which vectors deserve an exact comparison.
///
/// An exact comparison reads four bytes for a component, and reading is what a search spends its time on. A sieve reads one
/// byte or one bit.
public enum VectorSieve: Hashable, Sendable {
    /// Nothing: every vector is compared exactly. The least memory, and the slowest.
    case none
    /// One byte for a component, and for each vector a bound of the error that this makes.
    ///
    /// All that could be among the closest within the bounds is compared exactly: the answer is that of ``none``, bit for bit.
    case bounded
    /// One byte for a component; the best are compared exactly.
    ///
    /// `oversampling` is how many times the asked number are compared; 3 finds practically all.
    case int8(oversampling: Int = 3)
    /// One bit for a component, its sign; the best are compared exactly.
    ///
    /// A thirty-second of the memory of the components, for vectors whose components scatter around zero. `oversampling` is
    /// how many times the asked number are compared.
    case bit(oversampling: Int = 20)
}
