internal import CAgentSystem
internal import Synchronization

/// The `Date` field's value, written once a second.
final class HTTPDateCache: Sendable {
    private let clock: @Sendable () -> Int64
    private let latest = Mutex<(second: Int64, line: [UInt8])>((.min, []))

    /// - Parameter clock: Seconds since 1970.
    init(clock: @escaping @Sendable () -> Int64 = { agent_wall_seconds() }) {
        self.clock = clock
    }

    /// The field with the time as an IMF-fixdate (RFC 9110 section 5.6.7), its line end included.
    func fieldLine() -> [UInt8] {
        let second = clock()
        return latest.withLock { latest in
            if latest.second != second { latest = (second, "Date: ".utf8 + Self.format(second) + "\r\n".utf8) }
            return latest.line
        }
    }

    static func format(_ second: Int64) -> [UInt8] {
        let size = Int(AGENT_HTTP_DATE_SIZE)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { text in
                guard let start = text.baseAddress else { return }
                agent_http_date(second, start)
            }
            count = size
        }
    }
}
