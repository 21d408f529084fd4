/// A vector or a query made ready for comparisons: scaled as the metric needs it, rounded to what is kept, filled up with
/// zeros to whole steps of the kernels, and in bytes or bits where a sieve asks for them.
struct VectorRow {
    let components: [Float]
    let half: HalfRow?
    let bytes: ByteRow?
    let bits: [UInt64]
}
