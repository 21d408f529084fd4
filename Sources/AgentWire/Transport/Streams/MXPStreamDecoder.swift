internal import AgentNetwork

/// Finds MXP messages in a stream of bytes, in which they follow one another without anything between.
///
/// Each message gets a buffer of its own, so that keeping one keeps nothing else. Room for a long message grows with the bytes
/// that have come, not with the length that its header promises.
struct MXPStreamDecoder: Sendable {
    /// Bytes that were fed and not taken; no header is at fault before `start`.
    private var buffer: [UInt8] = []
    /// Where the first message begins that was not taken.
    private var start = 0
    /// Length of that message, once its header has come.
    private var length: Int?
    private let codec: MXPCodec

    init(codec: MXPCodec) {
        self.codec = codec
    }

    /// Takes the next message; `nil` when it has not come as a whole.
    ///
    /// - Throws: What is wrong with the header or the checksum; the stream has no place to go on from after that.
    mutating func next() throws(WireError) -> MXPMessage? {
        guard let length = try frameLength(), buffer.count - start >= length else { return nil }
        return try codec.decode(takeFirst(length))
    }

    /// Feeds bytes by letting `read` append up to a number of them.
    mutating func feed<Value>(
        _ read: (_ max: Int, inout [UInt8]) throws(NetworkError) -> Value
    ) throws(NetworkError) -> Value {
        if start > 0 {
            // What is left is the part of one message, shorter than what came with one read.
            buffer.removeSubrange(..<start)
            start = 0
        }
        var max = StreamPort.maxRead
        if let length, length > max {
            // Up to the end of a long message and not beyond: its buffer can then be handed over as it is.
            max = min(max, length - buffer.count)
            let needed = buffer.count + max
            if buffer.capacity < needed { buffer.reserveCapacity(min(length, Swift.max(needed, 2 * buffer.count))) }
        }
        return try read(max, &buffer)
    }

    /// How much of a message has come that is not complete; `nil` between messages.
    var partial: (needed: Int, got: Int)? {
        let got = buffer.count - start
        return got == 0 ? nil : (length ?? MXPHeader.minimumFrame, got)
    }

    private mutating func frameLength() throws(WireError) -> Int? {
        if let length { return length }
        let rest = buffer[start...]
        // Before the header is complete: a peer that speaks something else may never send as much.
        if (4..<MXPHeader.byteCount).contains(rest.count) {
            let magic = rest.span.bytes.loadLittleEndian(UInt32.self, at: 0)
            guard magic == MXPHeader.magic else { throw .invalidMagic(magic) }
        }
        length = try codec.frameLength(header: rest)
        return length
    }

    private mutating func takeFirst(_ count: Int) -> [UInt8] {
        length = nil
        if start == 0, count == buffer.count {
            defer { buffer = [] }
            return buffer
        }
        let frame = Array(buffer[start..<start + count])
        start += count
        if start == buffer.count {
            // An idle connection holds no buffer.
            buffer = []
            start = 0
        }
        return frame
    }
}
