import AgentRuntime
import AgentWire

/// The message codec, encode and decode of one message.
enum MXPBenchmarks {
    static func all() -> [Benchmark] {
        [(0, nil), (256, 250.0), (4096, nil), (16_384, nil)].map { size, limit in
            roundTrip(size: size, limit: limit)
        }
    }

    private static func roundTrip(size: Int, limit: Double?) -> Benchmark {
        let message = MXPMessage(
            type: .call, messageID: MessageID(rawValue: 1), traceID: TraceID(rawValue: 2),
            payload: [UInt8](repeating: 7, count: size)[...])
        let count = 100_000
        return Benchmark("mxp/encode+decode/\(size)B", .nanosecondsPerOperation, target: limit.map { .atMost($0) }) {
            let codec = MXPCodec()
            var total = 0
            for _ in 0..<count {
                total += try codec.decode(codec.encode(message)).payload.count
            }
            precondition(total == size * count)
            return count
        }
    }
}
