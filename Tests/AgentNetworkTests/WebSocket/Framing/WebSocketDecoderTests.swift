import Testing

@testable internal import AgentNetwork

struct WebSocketDecoderTests {
    struct Golden: Sendable, CustomTestStringConvertible {
        let name: String
        var sender = WebSocketRole.server
        let bytes: [UInt8]
        let events: [WebSocketDecoder.Event]

        var testDescription: String { name }
    }

    static let hello = Array("Hello".utf8)

    static let golden: [Golden] = [
        // RFC 6455 section 5.7.
        Golden(name: "unmasked text", bytes: [0x81, 0x05] + hello, events: [.message(.text("Hello"))]),
        Golden(
            name: "masked text", sender: .client,
            bytes: [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58],
            events: [.message(.text("Hello"))]),
        Golden(
            name: "fragmented text", bytes: [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F],
            events: [.message(.text("Hello"))]),
        Golden(name: "ping", bytes: [0x89, 0x05] + hello, events: [.ping(hello)]),
        Golden(
            name: "masked pong", sender: .client,
            bytes: [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], events: [.pong(hello)]),
        Golden(
            name: "256 bytes", bytes: [0x82, 0x7E, 0x01, 0x00] + [UInt8](repeating: 7, count: 256),
            events: [.message(.binary([UInt8](repeating: 7, count: 256)))]),
        Golden(
            name: "65536 bytes",
            bytes: [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + [UInt8](repeating: 7, count: 65536),
            events: [.message(.binary([UInt8](repeating: 7, count: 65536)))]),
        Golden(
            name: "126 bytes", bytes: [0x82, 0x7E, 0x00, 0x7E] + [UInt8](repeating: 1, count: 126),
            events: [.message(.binary([UInt8](repeating: 1, count: 126)))]),
        // Beside the examples.
        Golden(
            name: "empty messages", bytes: [0x81, 0x00, 0x82, 0x00, 0x01, 0x00, 0x00, 0x00, 0x80, 0x00],
            events: [.message(.text("")), .message(.binary([])), .message(.text(""))]),
        Golden(
            name: "control frames between fragments",
            bytes: [0x02, 0x01, 1, 0x89, 0x01, 9, 0x00, 0x01, 2, 0x8A, 0x00, 0x80, 0x01, 3, 0x89, 0x00],
            events: [.ping([9]), .pong([]), .message(.binary([1, 2, 3])), .ping([])]),
        Golden(
            name: "characters across fragments",
            bytes: [0x01, 0x02, 0x61, 0xF0, 0x00, 0x01, 0x9F, 0x00, 0x00, 0x80, 0x03, 0x98, 0x80, 0x62],
            events: [.message(.text("a😀b"))]),
        Golden(
            name: "masked fragments", sender: .client,
            bytes: [0x02, 0x83, 1, 2, 3, 4, 10 ^ 1, 11 ^ 2, 12 ^ 3, 0x80, 0x82, 5, 6, 7, 8, 13 ^ 5, 14 ^ 6],
            events: [.message(.binary([10, 11, 12, 13, 14]))]),
        Golden(
            name: "close", bytes: [0x88, 0x04, 0x03, 0xE9, 0x6F, 0x6B],
            events: [.close(WebSocketCloseFrame(code: .goingAway, reason: "ok"))]),
        Golden(name: "close without code", bytes: [0x88, 0x00], events: [.close(WebSocketCloseFrame(code: nil))]),
    ]

    @Test(arguments: golden)
    func `Golden streams, split at every byte`(golden: Golden) {
        let whole = WebSocketTranscript(of: [golden.bytes], sentBy: golden.sender)
        #expect(whole.events == golden.events)
        #expect(whole.violation == nil)
        #expect(WebSocketTranscript(of: golden.bytes.map { [$0] }, sentBy: golden.sender) == whole)
        // The ends and the middle of long payloads have nothing of their own to tell.
        for cut in 0..<min(golden.bytes.count, 400) {
            let pieces = [Array(golden.bytes[..<cut]), Array(golden.bytes[cut...])]
            #expect(WebSocketTranscript(of: pieces, sentBy: golden.sender) == whole, "cut at \(cut)")
        }
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        var sender = WebSocketRole.server
        let bytes: [UInt8]
        var code = WebSocketCloseCode.protocolError
        /// What is delivered before.
        var events: [WebSocketDecoder.Event] = []

        var testDescription: String { name }
    }

    static let wrong: [Wrong] = [
        Wrong(name: "first reserved bit", bytes: [0xC1, 0x00]),
        Wrong(name: "second reserved bit", bytes: [0xA1, 0x00]),
        Wrong(name: "third reserved bit on a ping", bytes: [0x99, 0x00]),
        Wrong(name: "reserved data opcode", bytes: [0x83, 0x00]),
        Wrong(name: "reserved control opcode", bytes: [0x8B, 0x00]),
        Wrong(name: "client without mask", sender: .client, bytes: [0x81, 0x00]),
        Wrong(name: "server with mask", bytes: [0x81, 0x80]),
        Wrong(name: "fragmented ping", bytes: [0x09, 0x00]),
        Wrong(name: "long ping", bytes: [0x89, 0x7E]),
        Wrong(name: "long close", bytes: [0x88, 0x7F]),
        Wrong(name: "two-byte length of 125", bytes: [0x82, 0x7E, 0x00, 0x7D]),
        Wrong(name: "eight-byte length of 65535", bytes: [0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        Wrong(name: "length with the highest bit", bytes: [0x82, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        Wrong(name: "continuation of nothing", bytes: [0x80, 0x00]),
        Wrong(
            name: "continuation after a message", bytes: [0x81, 0x00, 0x00, 0x00], events: [.message(.text(""))]),
        Wrong(name: "message within a message", bytes: [0x01, 0x01, 0x61, 0x81, 0x01]),
        Wrong(name: "close with one byte", bytes: [0x88, 0x01, 0x03]),
        Wrong(name: "close with broken reason", bytes: [0x88, 0x03, 0x03, 0xE8, 0xFF], code: .invalidPayload),
        Wrong(name: "text that is not UTF-8", bytes: [0x81, 0x01, 0xFF], code: .invalidPayload),
        Wrong(name: "text that breaks off", bytes: [0x81, 0x02, 0x61, 0xC3], code: .invalidPayload),
        Wrong(
            name: "fragmented text that breaks off", bytes: [0x01, 0x02, 0x61, 0xC3, 0x80, 0x00],
            code: .invalidPayload),
        // Announced, but not sent yet: nothing is waited for.
        Wrong(name: "frame over the limit", bytes: [0x82, 0x7E, 0x01, 0x01], code: .messageTooBig),
        Wrong(
            name: "message over the limit",
            bytes: [0x02, 0x7E, 0x01, 0x00] + [UInt8](repeating: 0, count: 256) + [0x00, 0x7E, 0x00, 0xFF]
                + [UInt8](repeating: 0, count: 255) + [0x00, 0x02],
            code: .messageTooBig),
        Wrong(
            name: "too many fragments", bytes: [0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
            code: .messageTooBig),
    ]

    @Test(arguments: wrong)
    func `What is refused, and with which code`(wrong: Wrong) {
        var limits = WebSocketLimits()
        limits.maxFrameBytes = 256
        limits.maxMessageBytes = 512
        limits.maxFramesPerMessage = 3
        let whole = WebSocketTranscript(of: [wrong.bytes], sentBy: wrong.sender, limits: limits)
        #expect(whole.violation?.closeCode == wrong.code)
        #expect(whole.events == wrong.events)
        let bytewise = WebSocketTranscript(of: wrong.bytes.map { [$0] }, sentBy: wrong.sender, limits: limits)
        #expect(bytewise == whole)
        // The last byte is the one that is wrong.
        let before = WebSocketTranscript(of: [wrong.bytes.dropLast()], sentBy: wrong.sender, limits: limits)
        #expect(before.violation == nil)
    }

    @Test(arguments: [0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535] as [UInt16])
    func `Close codes that no frame may carry`(code: UInt16) {
        let transcript = WebSocketTranscript(of: [[0x88, 0x02, UInt8(code >> 8), UInt8(code & 0xFF)]])
        #expect(transcript.violation?.closeCode == .protocolError)
    }

    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999] as [UInt16])
    func `Close codes that a frame may carry`(code: UInt16) {
        let transcript = WebSocketTranscript(of: [[0x88, 0x02, UInt8(code >> 8), UInt8(code & 0xFF)]])
        #expect(transcript.events == [.close(WebSocketCloseFrame(code: WebSocketCloseCode(rawValue: code)))])
    }

    @Test func `Text is refused before its frame is complete`() {
        // 0xF4 0x90 would be above U+10FFFF.
        let start: [UInt8] = [0x81, 0x7E, 0x10, 0x00, 0x61, 0x62, 0xF4]
        #expect(WebSocketTranscript(of: [start]).violation == nil)
        #expect(WebSocketTranscript(of: [start, [0x90]]).violation?.closeCode == .invalidPayload)
        #expect(WebSocketTranscript(of: [start + [0x90]]).violation?.closeCode == .invalidPayload)
    }

    @Test func `Messages up to the limits pass`() {
        var limits = WebSocketLimits()
        limits.maxFrameBytes = 4
        limits.maxMessageBytes = 6
        limits.maxFramesPerMessage = 2
        let bytes: [UInt8] = [0x02, 0x04, 1, 2, 3, 4, 0x80, 0x02, 5, 6]
        let transcript = WebSocketTranscript(of: [bytes], limits: limits)
        #expect(transcript.events == [.message(.binary([1, 2, 3, 4, 5, 6]))])
    }

    @Test func `Long messages in one frame and in many small ones`() {
        let payload = patternedBytes(4_000_000)
        let encoder = WebSocketEncoder(role: .client)
        let whole = encoder.frame(.binary(payload))
        var fragments: [UInt8] = []
        for start in stride(from: 0, to: payload.count, by: 64) {
            let end = min(start + 64, payload.count)
            fragments += encoder.frame(
                start == 0 ? .binary : .continuation, Array(payload[start..<end]), isFinal: end == payload.count)
        }
        for stream in [whole, fragments] {
            let pieces = stride(from: 0, to: stream.count, by: 10_000).map {
                Array(stream[$0..<min($0 + 10_000, stream.count)])
            }
            #expect(WebSocketTranscript(of: pieces, sentBy: .client).events == [.message(.binary(payload))])
        }
    }

    @Test func `Damaged streams end in events or a violation, however they are cut`() {
        var generator = SeededGenerator(seed: 6455)
        let client = Self.golden.filter { $0.sender == .client && $0.bytes.count < 400 }.flatMap(\.bytes)
        let server = Self.golden.filter { $0.sender == .server && $0.bytes.count < 400 }.flatMap(\.bytes)
        var violations = 0
        for round in 0..<6000 {
            let sender = round.isMultiple(of: 2) ? WebSocketRole.client : .server
            let bytes = generator.mutate(
                sender == .client ? client : server, spice: [0x00, 0x7E, 0x7F, 0x80, 0x81, 0x88, 0x89, 0xFE, 0xFF])
            let whole = WebSocketTranscript(of: [bytes], sentBy: sender)
            #expect(WebSocketTranscript(of: generator.pieces(of: bytes), sentBy: sender) == whole)
            if whole.violation != nil { violations += 1 }
        }
        #expect((1000..<6000).contains(violations))
    }
}
