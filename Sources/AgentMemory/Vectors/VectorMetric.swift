/// How the closeness of two vectors is told; larger is always closer.
public enum VectorMetric: String, Hashable, Sendable, CaseIterable {
    /// The cosine of the angle, from -1 to 1; a vector without a direction (all zeros) is at 0 from every other.
    case cosine
    /// The sum of the products, for vectors whose length means something.
    case dot
    /// The distance of the end points, negated, so that 0 is the closest.
    case euclidean
}
