/// Scaling to length 1.
///
/// Sums run in a fixed order in double precision, so that every machine gets the same bits.
enum UnitVector {
    /// Scales a vector to length 1 and fills it up with zeros; a vector of zeros stays one.
    static func scaled(_ vector: [Float], paddedTo count: Int) -> [Float] {
        let length = length(of: vector)
        var scaled = [Float](repeating: 0, count: count)
        guard length > 0 else { return scaled }
        for (index, component) in vector.enumerated() { scaled[index] = Float(Double(component) / length) }
        return scaled
    }

    /// The Euclidean length; in double precision the squares of any finite components stay finite.
    static func length(of vector: [Float]) -> Double {
        vector.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
}
