/// How many bits of a component are kept; they alone decide the order of the answer.
public enum VectorPrecision: String, Hashable, Sendable, CaseIterable {
    /// All 32: nothing is lost.
    case float32
    /// 16, with a scale for each vector: half the memory, similarities off by a few parts in ten thousand.
    case float16
}
