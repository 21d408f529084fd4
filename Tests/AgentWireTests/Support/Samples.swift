internal import AgentPrimitives

@testable internal import AgentWire

/// Byte `i` is `(31 i + 7) mod 256`, as in the conformance data.
func ramp(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 7) }
}

/// The failure that `body` ends with; `nil` when it does not fail.
func failure(_ body: () throws(WireError) -> Void) -> WireError? {
    do throws(WireError) {
        try body()
        return nil
    } catch {
        return error
    }
}

extension AgentID {
    static let sample = AgentID(randomBits: 0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210)
}

extension MXPMessage {
    static func sample(payload: [UInt8]) -> MXPMessage {
        MXPMessage(
            type: .call, messageID: MessageID(rawValue: 123), traceID: TraceID(rawValue: 456), payload: payload[...])
    }
}

extension ATPFrame {
    /// The frame that upstream's smoke test sends.
    static let sample = ATPFrame(
        sessionID: "sess_1", streamID: "task_1", messageSequence: 1, flags: [.syn], qos: .gold, ttl: 5,
        window: ATPWindow(maxParallel: 4, maxTokens: 5000, maxCost: Money(micros: 1_000_000)),
        payload: ATPPayload(type: .partialResult, content: ["prompt": "hello"]))
}

extension WireError {
    /// The field that the failure names.
    var fieldPath: String? {
        guard case .field(let path, _, _) = context else { return nil }
        return path
    }
}
