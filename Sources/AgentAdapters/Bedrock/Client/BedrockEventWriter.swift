internal import AgentPrimitives

/// Writes the events of a stream as binary messages.
enum BedrockEventWriter {
    static func write(_ type: String, _ payload: JSONValue, into bytes: inout [UInt8]) {
        write(type, payload.serialized(), into: &bytes)
    }

    static func exception(_ error: ModelError, into bytes: inout [UInt8]) {
        let payload: JSONValue = ["message": .string(error.message)]
        EventStreamMessage(
            headers: [
                EventStreamHeader(":exception-type", BedrockFailure.exceptionType(of: error)),
                EventStreamHeader(":content-type", "application/json"),
                EventStreamHeader(":message-type", "exception"),
            ], payload: payload.serialized()
        ).encode(into: &bytes)
    }

    static func delta(_ delta: JSONValue, index: Int, into bytes: inout [UInt8]) {
        write("contentBlockDelta", ["contentBlockIndex": .int(index), "delta": delta], into: &bytes)
    }

    private static func write(_ type: String, _ payload: [UInt8], into bytes: inout [UInt8]) {
        EventStreamMessage(
            headers: [
                EventStreamHeader(":event-type", type), EventStreamHeader(":content-type", "application/json"),
                EventStreamHeader(":message-type", "event"),
            ], payload: payload
        ).encode(into: &bytes)
    }
}
