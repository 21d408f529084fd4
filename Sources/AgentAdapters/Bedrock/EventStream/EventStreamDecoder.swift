/// Takes an event stream apart, from bytes in any pieces.
///
/// Nothing of a message is believed before its checksums fit. After an error the decoder takes nothing more: where the
/// next message begins is not known.
struct EventStreamDecoder: Sendable {
    private let maxMessageBytes: Int
    /// What has not made up a message yet.
    private var buffer: [UInt8] = []
    /// The lengths of the message at the beginning of the buffer, once its prelude was verified.
    private var lengths: (total: Int, headers: Int)?
    private var failure: EventStreamError?

    /// - Parameter maxMessageBytes: The longest message to take, everything included.
    init(maxMessageBytes: Int = 16 * 1024 * 1024) {
        self.maxMessageBytes = maxMessageBytes
    }

    /// Takes the next bytes; messages that precede a failure are appended before it is thrown.
    mutating func decode(
        _ bytes: some Sequence<UInt8>, into messages: inout [EventStreamMessage]
    ) throws(EventStreamError) {
        if let failure { throw failure }
        buffer += bytes
        var start = 0
        // What is left came with the last bytes, so that moving it is linear in what arrives.
        defer { if start > 0 { buffer.removeFirst(start) } }
        do throws(EventStreamError) {
            while let message = try message(at: &start) { messages.append(message) }
        } catch {
            failure = error
            throw error
        }
    }

    /// Takes the end of the stream.
    ///
    /// - Throws: `truncated` within a message.
    func end() throws(EventStreamError) {
        if let failure { throw failure }
        guard buffer.isEmpty else {
            throw .truncated(expected: lengths?.total ?? EventStreamMessage.overhead, found: buffer.count)
        }
    }

    private mutating func message(at start: inout Int) throws(EventStreamError) -> EventStreamMessage? {
        guard let lengths = try verifiedLengths(at: start), buffer.count - start >= lengths.total else { return nil }
        let end = start + lengths.total
        let stated = number(at: end - 4)
        let found = CRC32.checksum(of: buffer[start..<end - 4])
        guard stated == found else { throw .checksumMismatch(.message, expected: stated, found: found) }
        let payloadStart = start + EventStreamMessage.preludeLength + lengths.headers
        let headers = try EventStreamHeaderReader.read(
            buffer[start + EventStreamMessage.preludeLength..<payloadStart])
        let message = EventStreamMessage(headers: headers, payload: Array(buffer[payloadStart..<end - 4]))
        start = end
        self.lengths = nil
        return message
    }

    private mutating func verifiedLengths(at start: Int) throws(EventStreamError) -> (total: Int, headers: Int)? {
        if let lengths { return lengths }
        guard buffer.count - start >= EventStreamMessage.preludeLength else { return nil }
        let stated = number(at: start + 8)
        let found = CRC32.checksum(of: buffer[start..<start + 8])
        guard stated == found else { throw .checksumMismatch(.prelude, expected: stated, found: found) }
        let total = Int(number(at: start))
        let headers = Int(number(at: start + 4))
        guard total - EventStreamMessage.overhead >= headers else {
            throw .invalidLength(total: total, headers: headers)
        }
        guard total <= maxMessageBytes else { throw .tooLarge(limit: maxMessageBytes, found: total) }
        lengths = (total, headers)
        return lengths
    }

    private func number(at position: Int) -> UInt32 {
        buffer[position..<position + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
