internal import AgentPrimitives
internal import AgentWire

/// `mxp encode`: a message in hexadecimal, and nothing else on standard output.
struct MXPEncodeCommand: Command {
    let name = "encode"
    let summary = "Prints an MXP message in hexadecimal"
    let example = "agent-cli mxp encode --type Call --message-id 1 --trace-id 2 --payload-hex 7b7d"

    private let type = Argument.option(
        "type", .choice(MXPMessageType.allCases.map { ($0.name, $0) }), placeholder: "NAME",
        help: "the message type, such as Call")
    private let flags = Argument<UInt8>.option(
        "flags", .integer(0...15), default: 0, help: "the flag bits 0 to 3 (default 0)")
    private let messageID = Argument<UInt64>.option("message-id", .integer(0...UInt64.max), help: "names the message")
    private let traceID = Argument<UInt64>.option("trace-id", .integer(0...UInt64.max), help: "names the trace")
    private let payload = Argument.option(
        "payload-hex", .text, placeholder: "H|-", default: "",
        help: "the payload in hexadecimal; - reads standard input (default: none)")

    var arguments: [any ArgumentDeclaration] { [type, flags, messageID, traceID, payload] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        var message = MXPMessage(
            type: try invocation[type], flags: MXPMessage.Flags(rawValue: try invocation[flags]),
            messageID: MessageID(rawValue: try invocation[messageID]),
            traceID: TraceID(rawValue: try invocation[traceID]))
        let input = HexadecimalInput(try invocation[payload])
        return try await invocation.printingData {
            do {
                message.payload = try await input.bytes(from: invocation.io.input)[...]
            } catch InputError.tooLarge(_, let limit) {
                throw WireError(.payloadTooLarge, "expected at most \(limit) bytes of hexadecimal, found more")
            }
            return Hexadecimal.encode(try MXPCodec().encode(message))
        }
    }
}
