/// Writes server-sent events as bytes (WHATWG HTML section 9.2.6).
public struct ServerSentEventEncoder: Sendable {
    /// Creates an encoder.
    public init() {}

    /// The bytes of one event, its closing empty line included.
    ///
    /// Line breaks of any kind in the data start a new data line. In the type and in the id they would start a new
    /// field, so there they are left out, as is NUL in the id.
    public func encode(_ event: ServerSentEvent) -> [UInt8] {
        var bytes: [UInt8] = []
        if event.event != "message" { field("event", event.event.utf8.filter(Self.isLineByte), into: &bytes) }
        if let id = event.id { field("id", id.utf8.filter { Self.isLineByte($0) && $0 != 0 }, into: &bytes) }
        if let retry = event.retry {
            field("retry", Array(String(Self.milliseconds(retry)).utf8), into: &bytes)
        }
        for line in Self.lines(of: event.data) { field("data", line, into: &bytes) }
        bytes.append(ASCII.lineFeed)
        return bytes
    }

    /// A line that readers ignore; keeps the connection from looking idle.
    public func comment(_ text: String = "") -> [UInt8] {
        [ASCII.colon, ASCII.space] + text.utf8.filter(Self.isLineByte) + [ASCII.lineFeed, ASCII.lineFeed]
    }

    private func field(_ name: String, _ value: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: name.utf8)
        bytes.append(ASCII.colon)
        bytes.append(ASCII.space)
        bytes.append(contentsOf: value)
        bytes.append(ASCII.lineFeed)
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? .max : max(0, product + attoseconds / 1_000_000_000_000_000)
    }

    private static func isLineByte(_ byte: UInt8) -> Bool {
        byte != ASCII.lineFeed && byte != ASCII.carriageReturn
    }

    private static func lines(of text: String) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        var afterCarriageReturn = false
        for byte in text.utf8 {
            if byte == ASCII.lineFeed, afterCarriageReturn {
                afterCarriageReturn = false
                continue
            }
            afterCarriageReturn = byte == ASCII.carriageReturn
            if isLineByte(byte) {
                lines[lines.count - 1].append(byte)
            } else {
                lines.append([])
            }
        }
        return lines
    }
}
