internal import Foundation
import Testing

@testable internal import AgentNetwork

/// Damaged input for every parser: none crashes, and how the input is cut makes no difference.
///
/// `AGENT_MUTATIONS` sets the number of inputs in all; `make test-sanitizers` runs a million under the address sanitizer.
@Suite(.timeLimit(.minutes(30)))
struct MutationTests {
    private static let total =
        ProcessInfo.processInfo.environment["AGENT_MUTATIONS"].flatMap { Int($0) } ?? 2_000
    private static let share = total / 5

    private let textSpice = Array("\r\n :;,=0aA\t\0".utf8) + [0xFF, 0x7F, 0x80]

    @Test func `Requests`() {
        var generator = SeededGenerator(seed: 11)
        for round in 0..<Self.share {
            let original = HTTPRequestParserTests.golden[round % HTTPRequestParserTests.golden.count].text
            let bytes = generator.mutate(Array(original.utf8), spice: textSpice)
            #expect(HTTPRequestTranscript(of: [bytes]) == HTTPRequestTranscript(of: generator.pieces(of: bytes)))
        }
    }

    @Test func `Responses`() {
        var generator = SeededGenerator(seed: 12)
        for round in 0..<Self.share {
            let golden = HTTPResponseParserTests.golden[round % HTTPResponseParserTests.golden.count]
            let bytes = generator.mutate(Array(golden.text.utf8), spice: textSpice)
            let whole = Result { try HTTPResponseTranscript(of: [bytes], method: golden.method) }
            let pieces = Result { try HTTPResponseTranscript(of: generator.pieces(of: bytes), method: golden.method) }
            #expect((try? whole.get()) == (try? pieces.get()))
        }
    }

    @Test func `WebSocket frames`() {
        var generator = SeededGenerator(seed: 13)
        let spice: [UInt8] = [0x00, 0x01, 0x02, 0x08, 0x80, 0x81, 0x88, 0x89, 0x8A, 0x7E, 0x7F, 0xFE, 0xFF, 0xC3]
        let frames: [[UInt8]] = [
            [0x81, 0x05] + Array("hello".utf8), [0x01, 0x02, 0xC3, 0xA4, 0x80, 0x01, 0x21], [0x82, 0x00],
            [0x89, 0x02, 1, 2, 0x8A, 0x00], [0x88, 0x04, 0x03, 0xE8, 0x6F, 0x6B],
            [0x82, 0x7E, 0x00, 0x80] + [UInt8](repeating: 7, count: 128),
            [0x81, 0x85, 1, 2, 3, 4] + zip(Array("hello".utf8), [1, 2, 3, 4, 1]).map { $0 ^ $1 },
        ]
        for round in 0..<Self.share {
            let bytes = generator.mutate(frames[round % frames.count] + frames[round % 3], spice: spice)
            for sender in [WebSocketRole.client, .server] {
                let whole = WebSocketTranscript(of: [bytes], sentBy: sender)
                #expect(WebSocketTranscript(of: generator.pieces(of: bytes), sentBy: sender) == whole)
            }
        }
    }

    @Test func `Event streams and lines`() {
        var generator = SeededGenerator(seed: 14)
        let text = "\u{FEFF}event: a\r\ndata: x\rdata:y\n\nid: 7\nretry: 30\n: comment\ndata: é\n\n{\"a\":1}\n\n"
        for _ in 0..<Self.share {
            let bytes = generator.mutate(Array(text.utf8), spice: textSpice)
            #expect(events([bytes]) == events(generator.pieces(of: bytes)))
            #expect(lines([bytes]) == lines(generator.pieces(of: bytes)))
        }
    }

    @Test func `URLs and targets`() {
        var generator = SeededGenerator(seed: 15)
        let texts = [
            "https://example.com:8080/a/b%20c?d=e&f#g", "http://[::1]:80/", "wss://h/x", "http://h", "/a/../b/%2e%2e/c",
        ]
        for round in 0..<Self.share {
            let text = String(
                decoding: generator.mutate(Array(texts[round % texts.count].utf8), spice: textSpice), as: UTF8.self)
            guard let url = try? HTTPURL(text) else { continue }
            // What is accepted can stand in a request line and is read as the same again.
            #expect(url.target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect((try? HTTPURL(url.description)) == url)
        }
    }

    private func events(_ pieces: [[UInt8]]) -> [ServerSentEvent]? {
        var decoder = ServerSentEventDecoder()
        return try? pieces.flatMap { try decoder.decode($0) }
    }

    private func lines(_ pieces: [[UInt8]]) -> [[UInt8]]? {
        var decoder = NDJSONDecoder()
        return try? pieces.flatMap { try decoder.decode($0) }
    }
}
