internal import CAgentSystem

/// Received bytes that a parser has not consumed yet.
///
/// A byte is looked at once while a line end is searched and moved at most twice, so the cost is linear however small the
/// pieces are in which a message arrives.
struct HTTPInputBuffer {
    private var bytes: [UInt8] = []
    /// Everything before this index is consumed.
    private var position = 0
    /// There is no line feed from `position` up to here.
    private var scanned = 0

    var count: Int { bytes.count - position }
    var isEmpty: Bool { position == bytes.count }

    mutating func append(_ new: [UInt8]) {
        if isEmpty {
            // The usual case: the last piece is used up, and the new one is taken over without a copy.
            bytes = new
            position = 0
            scanned = 0
            return
        }
        if position > bytes.count / 2 {
            bytes.removeFirst(position)
            scanned -= position
            position = 0
        }
        bytes.append(contentsOf: new)
    }

    /// Takes everything.
    mutating func takeAll() -> [UInt8] {
        take(upTo: .max).map(Array.init) ?? []
    }

    /// Takes up to `limit` bytes; nil when there are none.
    mutating func take(upTo limit: Int) -> ArraySlice<UInt8>? {
        guard !isEmpty, limit > 0 else { return nil }
        let end = position + min(limit, count)
        defer { consume(to: end) }
        return bytes[position..<end]
    }

    /// Takes a line without its end; nil when its end has not come yet.
    mutating func takeLine(
        maxBytes: Int,
        acceptsBareLineFeed: Bool
    ) throws(NetworkError) -> ArraySlice<UInt8>? {
        guard let end = indexOfLineFeed() else {
            scanned = bytes.count
            guard count <= maxBytes else { throw Self.lineTooLong(maxBytes) }
            return nil
        }
        var line = bytes[position..<end]
        guard line.count <= maxBytes else { throw Self.lineTooLong(maxBytes) }
        if line.last == ASCII.carriageReturn {
            line = line.dropLast()
        } else if !acceptsBareLineFeed {
            throw NetworkError(.invalidResponse, "a line ends with CR LF, found LF alone")
        }
        consume(to: end + 1)
        return line
    }

    /// Takes the CR LF that has to come next; false when it has not come yet.
    mutating func takeLineEnd() throws(NetworkError) -> Bool {
        let next = bytes[position...].prefix(2)
        guard [ASCII.carriageReturn, ASCII.lineFeed].starts(with: next) else {
            throw NetworkError(.invalidResponse, "expected CR LF after the data of a chunk; its size does not fit")
        }
        guard next.count == 2 else { return false }
        consume(to: position + 2)
        return true
    }

    private func indexOfLineFeed() -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard scanned < buffer.count, let start = buffer.baseAddress else { return nil }
            let offset = agent_index_of_byte(start + scanned, buffer.count - scanned, ASCII.lineFeed)
            return offset < 0 ? nil : scanned + offset
        }
    }

    private mutating func consume(to end: Int) {
        position = end
        scanned = max(scanned, end)
    }

    private static func lineTooLong(_ maxBytes: Int) -> NetworkError {
        NetworkError(.limitExceeded, "expected the end of a line within \(maxBytes) bytes")
    }
}
