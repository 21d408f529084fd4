internal import CAgentSystem

extension VectorRows {
    /// Rows that are compared at once, so that their figures stay in the cache.
    private static let block = 512

    /// The rows that a sieve lets through, of `places` or of all.
    ///
    /// - Parameter isUsed: Tells which rows count; it is asked only about rows that might be let through.
    func candidates(
        _ query: VectorRow, limit: Int, sieve: VectorSieve, among places: [UInt32]?, isUsed: (UInt32) -> Bool
    ) -> [UInt32] {
        let total = places?.count ?? count
        let keeping = min(Self.kept(limit, sieve), total)
        guard keeping > 0 else { return [] }
        // What is compared exactly in any case needs no figures before.
        if keeping == total { return (places ?? Array(0..<UInt32(count))).filter(isUsed) }
        var found = CandidateSieve(keeping: keeping)
        var figures = Block(count: Self.block)
        for start in Swift.stride(from: 0, to: total, by: Self.block) {
            figures.rows = start..<min(start + Self.block, total)
            compare(query, sieve: sieve, places: places, figures: &figures)
            for (offset, index) in figures.rows.enumerated() where figures.upper[offset] >= found.threshold {
                let row = places?[index] ?? UInt32(index)
                guard isUsed(row) else { continue }
                found.consider(row, lower: figures.lower[offset], upper: figures.upper[offset])
            }
        }
        return found.rows
    }

    /// How many of the best rows are compared exactly.
    private static func kept(_ limit: Int, _ sieve: VectorSieve) -> Int {
        let factor =
            switch sieve {
            case .none, .bounded: 1
            case .int8(let oversampling), .bit(let oversampling): max(oversampling, 1)
            }
        let (product, isTooLarge) = limit.multipliedReportingOverflow(by: factor)
        return isTooLarge ? .max : product
    }

    /// The figures of a block of rows.
    private struct Block {
        /// The rows, or their positions among the places.
        var rows = 0..<0
        var sums: [Int32]
        var lower: [Float]
        var upper: [Float]

        init(count: Int) {
            sums = [Int32](repeating: 0, count: count)
            lower = [Float](repeating: 0, count: count)
            upper = lower
        }
    }

    private func compare(_ query: VectorRow, sieve: VectorSieve, places: [UInt32]?, figures: inout Block) {
        switch sieve {
        case .none:
            for (offset, index) in figures.rows.enumerated() {
                let closeness = closeness(of: places.map { Int($0[index]) } ?? index, to: query)
                figures.lower[offset] = closeness
                figures.upper[offset] = closeness
            }
        case .bounded, .int8:
            guard let bytes = query.bytes else { return }
            multiply(bytes, places, &figures)
            bound(bytes, places, &figures, isSure: sieve == .bounded)
        case .bit:
            differ(query.bits, places, &figures)
            for offset in 0..<figures.rows.count {
                figures.lower[offset] = -Float(figures.sums[offset])
                figures.upper[offset] = figures.lower[offset]
            }
        }
    }

    private func multiply(_ query: ByteRow, _ places: [UInt32]?, _ figures: inout Block) {
        let rows = figures.rows
        query.codes.withUnsafeBufferPointer { codes in
            figures.sums.withUnsafeMutableBufferPointer { sums in
                guard let codes = codes.baseAddress, let sums = sums.baseAddress else { return }
                guard let places else {
                    return agent_vector_dot_bytes(bytes.row(rows.lowerBound), stride, rows.count, codes, sums)
                }
                places.withUnsafeBufferPointer { places in
                    guard let places = places.baseAddress else { return }
                    agent_vector_dot_bytes_at(
                        bytes.start, stride, places + rows.lowerBound, rows.count, codes, sums)
                }
            }
        }
    }

    private func differ(_ query: [UInt64], _ places: [UInt32]?, _ figures: inout Block) {
        let rows = figures.rows
        query.withUnsafeBufferPointer { bits in
            figures.sums.withUnsafeMutableBufferPointer { sums in
                guard let bits = bits.baseAddress, let sums = sums.baseAddress else { return }
                guard let places else {
                    return agent_vector_differing_bits(words.row(rows.lowerBound), words.width, rows.count, bits, sums)
                }
                for (offset, index) in rows.enumerated() {
                    agent_vector_differing_bits(words.row(Int(places[index])), words.width, 1, bits, sums + offset)
                }
            }
        }
    }

    /// Turns sums of codes into closeness, with bounds or as the likely figure.
    ///
    /// With x = x' + e, where x' is what the codes stand for, x·y - x'·y' = e·y + x'·f, which is at most
    /// |e| (|y| + |f|) + |x| |f|. The squared distance is |x|² + |y|² - 2 x·y. On top comes what rounding can do, in the
    /// exact comparison and here.
    private func bound(_ query: ByteRow, _ places: [UInt32]?, _ figures: inout Block, isSure: Bool) {
        let rounding = Float(stride / 32 + 32) * 1.2e-7
        let ofError = query.length + query.error
        let ofLength = query.error + rounding * query.length
        for (offset, index) in figures.rows.enumerated() {
            let facts = facts.row(places.map { Int($0[index]) } ?? index)
            var likely = Float(figures.sums[offset]) * (facts[0] * query.scale)
            var error = facts[2] * ofError + facts[1] * ofLength + .leastNormalMagnitude
            if metric == .euclidean {
                let lengths = facts[1] + query.length
                likely = 2 * likely - facts[1] * facts[1] - query.length * query.length
                error = 2 * error + rounding * lengths * lengths
            }
            figures.lower[offset] = isSure ? likely - error : likely
            figures.upper[offset] = isSure ? likely + error : likely
        }
    }
}
