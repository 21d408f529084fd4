import AgentWire
import CXXHash

/// XXH3-64 beside the C library.
enum XXH3Benchmarks {
    static func all() -> [Benchmark] {
        [(256, nil), (1024, nil), (16_384, 0.5)].map { size, factor in
            hash(size: size, target: factor.map { .timesPeer($0) })
        }
    }

    private static func hash(size: Int, target: Benchmark.Target?) -> Benchmark {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 31 + 7) }
        let count = max(1, 64 << 20 / size)
        return Benchmark(
            "xxh3/\(size)B", .megabytesPerSecond, target: target,
            peer: Benchmark.Peer(name: "libxxhash") {
                var mixed: UInt64 = 0
                bytes.withUnsafeBytes { buffer in
                    for _ in 0..<count { mixed ^= XXH3_64bits(buffer.baseAddress, buffer.count) &+ mixed }
                }
                precondition(mixed != 1)
                return count * size
            }
        ) {
            let span = bytes.span.bytes
            var mixed: UInt64 = 0
            for _ in 0..<count { mixed ^= XXH3.hash(span) &+ mixed }
            precondition(mixed != 1)
            return count * size
        }
    }
}
