/// Arithmetic on vectors of length 1.
///
/// Only additions and multiplications in a fixed order, no fused ones, so that every machine gets the same bits.
enum UnitVector {
    private typealias Register = SIMD16<Float>

    /// Components that are worked on at once; row lengths are multiples of it.
    static let lanes = 2 * Register.scalarCount

    /// Scales a vector to length 1 and fills it up with zeros; a vector of zeros stays one.
    static func scaled(_ vector: [Float], paddedTo count: Int) -> [Float] {
        // In double precision the squares of any finite components stay finite.
        let length = vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        var scaled = [Float](repeating: 0, count: count)
        guard length > 0 else { return scaled }
        for (index, component) in vector.enumerated() { scaled[index] = Float(Double(component) / length) }
        return scaled
    }

    /// The dot product of two rows of the same length; from -1 to 1 for unit vectors.
    static func dot(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) -> Float {
        let left = UnsafeRawBufferPointer(left)
        let right = UnsafeRawBufferPointer(right)
        let size = MemoryLayout<Register>.size
        var even = Register.zero
        var odd = Register.zero
        for offset in stride(from: 0, to: left.count, by: 2 * size) {
            even +=
                left.loadUnaligned(fromByteOffset: offset, as: Register.self)
                * right.loadUnaligned(fromByteOffset: offset, as: Register.self)
            odd +=
                left.loadUnaligned(fromByteOffset: offset + size, as: Register.self)
                * right.loadUnaligned(fromByteOffset: offset + size, as: Register.self)
        }
        return min(max((even + odd).sum(), -1), 1)
    }
}
