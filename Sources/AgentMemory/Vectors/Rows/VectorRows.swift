internal import AgentWire
internal import CAgentSystem

/// The components of vectors, row by row, exactly and as codes for a sieve; checked values only.
///
/// A class, since its owner alone uses it and the innermost loops must not check that.
final class VectorRows {
    /// What is kept beside the exact components.
    enum Codes { case none, bytes, bits }

    let dimension: Int
    let metric: VectorMetric
    let precision: VectorPrecision
    let codes: Codes
    /// Components of a row, rounded up to whole steps of the kernels.
    let stride: Int
    private(set) var count = 0

    let floats: RowBuffer<Float>
    let halves: RowBuffer<UInt16>
    /// The power of two of each row of halves.
    private(set) var halfScales: [Float] = []
    let bytes: RowBuffer<Int8>
    /// For each row of bytes: the factor of the codes, the length, the bound of the error.
    let facts: RowBuffer<Float>
    let words: RowBuffer<UInt64>

    init(dimension: Int, metric: VectorMetric, precision: VectorPrecision, codes: Codes) {
        self.dimension = dimension
        self.metric = metric
        self.precision = precision
        self.codes = codes
        stride = (dimension + 31) / 32 * 32
        floats = RowBuffer(width: precision == .float32 ? stride : 0, blank: 0)
        halves = RowBuffer(width: precision == .float16 ? stride : 0, blank: 0)
        bytes = RowBuffer(width: codes == .bytes ? stride : 0, blank: 0)
        facts = RowBuffer(width: codes == .bytes ? 3 : 0, blank: 0)
        words = RowBuffer(width: codes == .bits ? (stride + 63) / 64 : 0, blank: 0)
    }

    /// Makes a vector ready to be put into a row.
    func row(of vector: [Float]) -> VectorRow {
        let components = scaled(vector)
        guard precision == .float16 else { return row(components, half: nil) }
        let half = HalfRow(components)
        return row(half.components, half: half)
    }

    /// Makes what a row kept before ready to be put into a row again: nothing is scaled a second time.
    func restored(_ components: [Float]) -> VectorRow {
        let padded = components + [Float](repeating: 0, count: stride - components.count)
        return row(padded, half: precision == .float16 ? HalfRow(padded) : nil)
    }

    /// Makes a query ready; it keeps all its digits.
    func query(_ vector: [Float]) -> VectorRow {
        row(scaled(vector), half: nil)
    }

    private func scaled(_ vector: [Float]) -> [Float] {
        metric == .cosine
            ? UnitVector.scaled(vector, paddedTo: stride)
            : vector + [Float](repeating: 0, count: stride - vector.count)
    }

    private func row(_ components: [Float], half: HalfRow?) -> VectorRow {
        VectorRow(
            components: components, half: half, bytes: codes == .bytes ? ByteRow(components) : nil,
            bits: codes == .bits ? ByteRow.signs(components) : [])
    }
}

// MARK: - Rows

extension VectorRows {
    /// Puts a vector into a row; the one after the last adds it.
    func put(_ row: VectorRow, at index: Int) {
        if index == count { append() }
        if let half = row.half {
            halves.row(index).update(from: half.bits, count: stride)
            halfScales[index] = half.scale
        } else {
            floats.row(index).update(from: row.components, count: stride)
        }
        if let bytes = row.bytes {
            self.bytes.row(index).update(from: bytes.codes, count: stride)
            let facts = facts.row(index)
            (facts[0], facts[1], facts[2]) = (bytes.scale, bytes.length, bytes.error)
        }
        if codes == .bits { words.row(index).update(from: row.bits, count: words.width) }
    }

    private func append() {
        count += 1
        floats.grow(to: count)
        halves.grow(to: count)
        bytes.grow(to: count)
        facts.grow(to: count)
        words.grow(to: count)
        halfScales.append(1)
    }

    /// Moves the last row to another place, so that the rows stay without gaps.
    func moveLast(to index: Int) {
        let last = count - 1
        if index != last {
            floats.copyRow(from: last, to: index)
            halves.copyRow(from: last, to: index)
            bytes.copyRow(from: last, to: index)
            facts.copyRow(from: last, to: index)
            words.copyRow(from: last, to: index)
            halfScales[index] = halfScales[last]
        }
        count = last
        floats.removeLast()
        halves.removeLast()
        bytes.removeLast()
        facts.removeLast()
        words.removeLast()
        halfScales.removeLast()
    }

    /// The components that a row keeps, without the filling.
    func components(at index: Int) -> [Float] {
        switch precision {
        case .float32:
            Array(UnsafeBufferPointer(start: floats.row(index), count: dimension))
        case .float16:
            HalfRow.components(
                UnsafeBufferPointer(start: halves.row(index), count: dimension), scale: halfScales[index])
        }
    }

    /// Whether a row keeps exactly these components.
    func holds(_ row: VectorRow, at index: Int) -> Bool {
        if let half = row.half {
            return halfScales[index] == half.scale
                && half.bits.elementsEqual(
                    UnsafeBufferPointer(start: halves.row(index), count: stride))
        }
        return row.components.elementsEqual(UnsafeBufferPointer(start: floats.row(index), count: stride))
    }

    /// A number that rows with the same components share.
    static func digest(of row: VectorRow) -> UInt64 {
        // Zero has two signs, which compare as equal and must not differ here.
        row.components.map { $0 + 0 }.withUnsafeBytes { XXH3.hash($0) }
    }
}

// MARK: - Exact comparison

extension VectorRows {
    /// How close a row is to a query, on the scale of the metric: the figure that decides the order of an answer.
    func closeness(of index: Int, to query: VectorRow) -> Float {
        query.components.withUnsafeBufferPointer { components in
            guard let query = components.baseAddress else { return 0 }
            return switch (metric, precision) {
            case (.euclidean, .float32):
                -agent_vector_squared_distance(floats.row(index), query, stride).squareRoot()
            case (.euclidean, .float16):
                -agent_vector_squared_distance_half(halves.row(index), halfScales[index], query, stride).squareRoot()
            case (.dot, .float32):
                agent_vector_dot(floats.row(index), query, stride)
            case (.dot, .float16):
                agent_vector_dot_half(halves.row(index), halfScales[index], query, stride)
            case (.cosine, .float32):
                min(max(agent_vector_dot(floats.row(index), query, stride), -1), 1)
            case (.cosine, .float16):
                min(max(agent_vector_dot_half(halves.row(index), halfScales[index], query, stride), -1), 1)
            }
        }
    }
}
