internal import AgentPrimitives
internal import AgentWire

/// `mxp decode`: the fields of a message.
///
/// A message that cannot be decoded is a result too: `{"error":{"code":…}}` on standard output, exit code 1.
struct MXPDecodeCommand: Command {
    let name = "decode"
    let summary = "Prints the fields of an MXP message as JSON"
    let example =
        "agent-cli mxp decode --hex 3150584d100000000100000000000000020000000000000000000000000000009c7e37c1827e3c76"

    private let hex = Argument.option(
        "hex", .text, placeholder: "H|-", help: "the message in hexadecimal; - reads standard input")
    private let strict = Argument.flag("strict", help: "refuses bytes behind the checksum, which are ignored otherwise")

    var arguments: [any ArgumentDeclaration] { [hex, strict] }

    func run(_ invocation: Invocation) async throws -> ExitCode {
        var options = MXPCodec.Options()
        options.isStrict = try invocation[strict]
        let codec = MXPCodec(options: options)
        let input = HexadecimalInput(try invocation[hex])
        return try await invocation.printingData {
            let bytes = try await input.bytes(from: invocation.io.input)
            return Self.document(try codec.decode(bytes), checksumIn: bytes).text()
        }
    }

    /// The checksum stands behind the payload and is printed as it travels, least significant byte first.
    private static func document(_ message: MXPMessage, checksumIn bytes: [UInt8]) -> JSONValue {
        let payload = message.payload
        let checksum = bytes[payload.endIndex..<message.encodedCount]
        return [
            "type": .string(message.type.name),
            "flags": .int(message.flags.rawValue),
            "message_id": .string(String(message.messageID.rawValue)),
            "trace_id": .string(String(message.traceID.rawValue)),
            "payload_len": .int(payload.count),
            "payload_hex": .string(Hexadecimal.encode(payload)),
            "checksum_hex": .string(Hexadecimal.encode(checksum)),
        ]
    }
}
