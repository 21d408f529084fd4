internal import AgentPrimitives
import Testing

@testable internal import AgentNetwork

struct WebSocketEncoderTests {
    /// The mask of the examples in RFC 6455.
    private struct FixedSource: RandomSource {
        func next() -> UInt64 { 0x3D21_FA37 }
    }

    @Test func `The examples of the RFC`() {
        let server = WebSocketEncoder(role: .server)
        let client = WebSocketEncoder(role: .client, random: FixedSource())
        #expect(server.frame(.text("Hello")) == [0x81, 0x05] + Array("Hello".utf8))
        #expect(
            client.frame(.text("Hello")) == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
        #expect(server.frame(.text, Array("Hel".utf8), isFinal: false) == [0x01, 0x03, 0x48, 0x65, 0x6C])
        #expect(server.frame(.ping, []) == [0x89, 0x00])
    }

    @Test(
        arguments: [
            (0, [0x82, 0x00]), (125, [0x82, 0x7D]), (126, [0x82, 0x7E, 0x00, 0x7E]), (65535, [0x82, 0x7E, 0xFF, 0xFF]),
            (65536, [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func `Lengths take the shortest form`(count: Int, header: [UInt8]) {
        let payload = [UInt8](repeating: 5, count: count)
        #expect(WebSocketEncoder(role: .server).frame(.binary(payload)) == header + payload)
    }

    @Test func `Every length comes back, from both ends`() {
        let lengths = Array(0...300) + [65534, 65535, 65536, 65537, 200_000]
        for role in [WebSocketRole.client, .server] {
            let encoder = WebSocketEncoder(role: role, random: SeededRandomSource(seed: 1))
            for length in lengths {
                let message = WebSocketMessage.binary((0..<length).map { UInt8(truncatingIfNeeded: $0) })
                let transcript = WebSocketTranscript(of: [encoder.frame(message)], sentBy: role)
                #expect(transcript.events == [.message(message)], "\(length) bytes")
            }
        }
    }

    @Test func `Several messages stand one after the other`() {
        let messages: [WebSocketMessage] = [.text("a"), .binary([]), .text("ä😀")]
        let encoder = WebSocketEncoder(role: .client)
        var frames: [UInt8] = []
        for message in messages { encoder.append(message, to: &frames) }
        #expect(WebSocketTranscript(of: [frames], sentBy: .client).events == messages.map { .message($0) })
    }

    @Test func `Masks differ from frame to frame`() {
        let encoder = WebSocketEncoder(role: .client)
        let masks = Set((0..<50).map { _ in encoder.frame(.ping, [])[2...5] })
        #expect(masks.count == 50)
    }
}
