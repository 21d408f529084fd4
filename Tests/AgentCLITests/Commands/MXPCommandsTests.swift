internal import AgentPrimitives
internal import Testing

@testable internal import agent_cli

@Suite struct MXPCommandsTests {
    private let greeting = """
        3150584d100000007b00000000000000c8010000000000000d0000000000000048656c6c6f2c206167656e74210fd57a73e782e9cf
        """

    @Test func printsTheFieldsInTheirOrder() async throws {
        let run = try await CapturedRun(["mxp", "decode", "--hex", greeting])
        #expect(run.code == .success)
        #expect(run.errors == "")
        #expect(
            run.output == """
                {"type":"Call","flags":0,"message_id":"123","trace_id":"456","payload_len":13,\
                "payload_hex":"48656c6c6f2c206167656e7421","checksum_hex":"0fd57a73e782e9cf"}

                """)
    }

    @Test func encodesWhatItDecodes() async throws {
        let run = try await CapturedRun([
            "mxp", "encode", "--type", "Call", "--flags", "0", "--message-id", "123", "--trace-id", "456",
            "--payload-hex", "48656c6c6f2c206167656e7421",
        ])
        #expect(run.code == .success)
        #expect(run.output == greeting + "\n")
    }

    @Test func readsStandardInputInEitherCaseWithWhiteSpace() async throws {
        let text = greeting.uppercased().map { "\($0) \n" }.joined()
        let run = try await CapturedRun(["mxp", "decode", "--hex", "-"], input: text)
        #expect(try run.document["message_id"] == "123")
    }

    @Test(arguments: [
        ("", "bufferTooSmall"), ("3", "invalidHex"), ("zz", "invalidHex"), ("31 5é", "invalidHex"),
        ("3150", "bufferTooSmall"),
    ])
    func refusesBadText(hex: String, code: String) async throws {
        let run = try await CapturedRun(["mxp", "decode", "--hex", hex])
        #expect(run.code == .failed)
        #expect(try run.document["error"]?["code"] == .string(code))
        #expect(run.errors == "")
    }

    @Test func strictModeRefusesTrailingBytes() async throws {
        let relaxed = try await CapturedRun(["mxp", "decode", "--hex", greeting + "00"])
        let strict = try await CapturedRun(["mxp", "decode", "--strict", "--hex", greeting + "00"])
        #expect(relaxed.code == .success)
        #expect(strict.code == .failed)
        #expect(try strict.document["error"]?["code"] == "trailingBytes")
    }

    /// Just over the limit is the codec's to refuse; a text that cannot even be held must end the same way.
    @Test func refusesATextOfMoreThanThePayloadLimit() async throws {
        let digits = [UInt8](repeating: UInt8(ascii: "0"), count: HexadecimalInput.largestText + 2)
        let run = try await CapturedRun(
            ["mxp", "encode", "--type", "Call", "--message-id", "1", "--trace-id", "2", "--payload-hex", "-"],
            input: digits)
        #expect(run.code == .failed)
        #expect(try run.document["error"]?["code"] == "payloadTooLarge")
    }

    @Test(arguments: [
        ["--type", "call"], ["--type", ""], ["--flags", "16"], ["--flags", "-1"], ["--flags", "256"],
        ["--message-id", "18446744073709551616"], ["--trace-id", "x"],
    ])
    func refusesBadFields(option: [String]) async throws {
        let complete = ["--type": "Call", "--message-id": "1", "--trace-id": "2"]
        let words = complete.merging([option[0]: option[1]]) { $1 }.flatMap { [$0, $1] }
        let run = try await CapturedRun(["mxp", "encode"] + words)
        #expect(run.code == .usage)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("error: \(option[0]) has no such value. expected "))
    }
}
