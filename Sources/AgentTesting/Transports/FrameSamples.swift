internal import AgentPrimitives
public import AgentWire

/// Frames for ``FrameTransportContract``, told apart by a number.
public struct FrameSamples<Frame: Sendable>: Sendable {
    /// The most content, in bytes, that a frame of the checks has.
    public let largest: Int
    private let make: @Sendable (_ number: UInt64, _ size: Int) -> Frame
    private let read: @Sendable (Frame) -> UInt64?

    /// Makes samples.
    ///
    /// - Parameters:
    ///   - largest: The most content, in bytes, that one frame may have.
    ///   - make: Makes the frame with a number and about `size` bytes of content.
    ///   - read: The number of a frame; nil when it is not in every part as `make` made it.
    public init(
        largest: Int,
        make: @escaping @Sendable (_ number: UInt64, _ size: Int) -> Frame,
        read: @escaping @Sendable (Frame) -> UInt64?
    ) {
        self.largest = largest
        self.make = make
        self.read = read
    }

    func frame(_ number: Int, size: Int = 64) -> Frame {
        make(UInt64(number), min(size, largest))
    }

    func number(of frame: Frame) -> Int? {
        read(frame).map { Int($0) }
    }
}

extension FrameSamples where Frame == MXPMessage {
    /// MXP messages.
    ///
    /// - Parameter largest: The most payload, in bytes, of one message.
    public static func mxp(largest: Int = 1_000_000) -> FrameSamples {
        let make = { @Sendable (number: UInt64, size: Int) in
            // The payload depends on the number, so that a mixture of two messages is neither.
            let block = (0..<256).map { UInt8(truncatingIfNeeded: UInt64($0) &* 31 &+ number) }
            var payload: [UInt8] = []
            payload.reserveCapacity(size + block.count)
            while payload.count < size { payload += block }
            payload.removeLast(payload.count - size)
            return MXPMessage(
                type: .event, messageID: MessageID(rawValue: number), traceID: TraceID(rawValue: ~number),
                payload: payload[...])
        }
        return FrameSamples(largest: largest, make: make) { message in
            let number = message.messageID.rawValue
            return message == make(number, message.payload.count) ? number : nil
        }
    }
}

extension FrameSamples where Frame == ATPFrame {
    /// ATP frames.
    ///
    /// - Parameter largest: The most content, in bytes, of one frame.
    public static func atp(largest: Int = 100_000) -> FrameSamples {
        let make = { @Sendable (number: UInt64, size: Int) in
            let letter = UInt8(ascii: "a") + UInt8(number % 26)
            let text = String(decoding: repeatElement(letter, count: size), as: UTF8.self)
            return ATPFrame(
                sessionID: "contract", streamID: "stream", messageSequence: number, ttl: 5,
                window: ATPWindow(maxParallel: 1, maxTokens: 1, maxCost: Money(micros: 1)),
                payload: ATPPayload(type: .partialResult, content: ["text": .string(text)]))
        }
        return FrameSamples(largest: largest, make: make) { frame in
            let size = frame.payload.content["text"]?.stringValue?.utf8.count ?? 0
            return frame == make(frame.messageSequence, size) ? frame.messageSequence : nil
        }
    }
}
