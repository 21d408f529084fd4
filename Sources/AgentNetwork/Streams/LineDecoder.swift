internal import CAgentSystem

/// Cuts a byte stream into lines, whatever the boundaries of the pieces it arrives in.
///
/// Newline-delimited JSON is read this way. The cost is linear in the bytes fed; a line that arrives in many pieces is
/// not scanned again.
public struct LineDecoder: Sendable {
    /// What ends a line.
    public enum Terminator: Sendable {
        /// LF, and CR LF (one CR before the LF is dropped).
        case lineFeed
        /// LF, CR LF, or CR alone, as in server-sent events.
        case any
    }

    private let terminator: Terminator
    private let maxLineBytes: Int
    /// The start of a line whose end has not come yet.
    private var partial: [UInt8] = []
    /// A CR ended the last line; an LF right after it belongs to the same line end.
    private var skipsLineFeed = false

    /// Creates a decoder.
    ///
    /// - Parameters:
    ///   - terminator: What ends a line.
    ///   - maxLineBytes: A longer line is an error (default 4 MiB).
    public init(terminator: Terminator = .lineFeed, maxLineBytes: Int = 4 * 1024 * 1024) {
        self.terminator = terminator
        self.maxLineBytes = maxLineBytes
    }

    /// Feeds bytes and returns the lines they complete, without their ends.
    ///
    /// - Throws: `limitExceeded` for a line longer than the limit; the decoder is of no use after that.
    public mutating func decode(_ bytes: [UInt8]) throws(NetworkError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try decode(bytes) { line in lines.append(Array(line)) }
        return lines
    }

    /// Ends the stream and returns its last line when that had no end.
    public mutating func finish() -> [UInt8]? {
        defer { partial = [] }
        return partial.isEmpty ? nil : partial
    }

    mutating func decode(
        _ bytes: [UInt8],
        onLine: (ArraySlice<UInt8>) throws(NetworkError) -> Void
    ) throws(NetworkError) {
        var start = bytes.startIndex
        while start < bytes.endIndex {
            if skipsLineFeed {
                skipsLineFeed = false
                if bytes[start] == ASCII.lineFeed {
                    start += 1
                    continue
                }
            }
            guard let end = lineEnd(in: bytes[start...]) else {
                try hold(bytes[start...])
                return
            }
            skipsLineFeed = bytes[end] == ASCII.carriageReturn
            try emit(bytes[start..<end], onLine: onLine)
            start = end + 1
        }
    }

    private func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        let offset = bytes.withUnsafeBytes { buffer -> Int in
            switch terminator {
            case .lineFeed:
                buffer.baseAddress.map { agent_index_of_byte($0, buffer.count, ASCII.lineFeed) } ?? -1
            case .any:
                buffer.firstIndex { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn } ?? -1
            }
        }
        return offset < 0 ? nil : bytes.startIndex + offset
    }

    private mutating func emit(
        _ tail: ArraySlice<UInt8>,
        onLine: (ArraySlice<UInt8>) throws(NetworkError) -> Void
    ) throws(NetworkError) {
        var line = tail
        if partial.isEmpty {
            try check(tail.count)
        } else {
            try hold(tail)
            line = partial[...]
            partial = []
        }
        if terminator == .lineFeed, line.last == ASCII.carriageReturn {
            line = line.dropLast()
        }
        try onLine(line)
    }

    private mutating func hold(_ bytes: ArraySlice<UInt8>) throws(NetworkError) {
        try check(partial.count + bytes.count)
        partial.append(contentsOf: bytes)
    }

    private func check(_ length: Int) throws(NetworkError) {
        guard length <= maxLineBytes else {
            throw NetworkError(.limitExceeded, "a line has at most \(maxLineBytes) bytes, found \(length) or more")
        }
    }
}
