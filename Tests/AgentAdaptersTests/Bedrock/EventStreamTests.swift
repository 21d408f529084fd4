import AgentPrimitives
import Testing

@testable import AgentAdapters

@Suite("The binary event stream of Amazon")
struct EventStreamTests {
    private static let everyType = EventStreamMessage(
        headers: [
            EventStreamHeader("true", .bool(true)), EventStreamHeader("false", .bool(false)),
            EventStreamHeader("byte", .int8(-1)), EventStreamHeader("short", .int16(.min)),
            EventStreamHeader("int", .int32(40_972)), EventStreamHeader("long", .int64(-42)),
            EventStreamHeader("bytes", .bytes([0, 1, 255])), EventStreamHeader("string", .string("Zoë")),
            EventStreamHeader("time", .timestamp(1_440_938_160_000)),
            EventStreamHeader("uuid", .uuid(high: 0x0102_0304_0506_0708, low: .max)),
        ], payload: Array(#"{"a":1}"#.utf8))

    private func decode(
        _ pieces: [some Collection<UInt8>], limit: Int = 1 << 20
    ) -> (messages: [EventStreamMessage], failure: EventStreamError?) {
        var decoder = EventStreamDecoder(maxMessageBytes: limit)
        var messages: [EventStreamMessage] = []
        do throws(EventStreamError) {
            for piece in pieces { try decoder.decode(piece, into: &messages) }
            try decoder.end()
        } catch {
            return (messages, error)
        }
        return (messages, nil)
    }

    @Test("uses the checksum of gzip")
    func checksum() {
        #expect(CRC32.checksum(of: "123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.checksum(of: [UInt8]()) == 0)
        #expect(CRC32.checksum(of: AnySequence(Array("123456789".utf8))) == 0xCBF4_3926)
    }

    @Test(
        "has the bytes of Amazon's own examples",
        arguments: [
            ("000000100000000005c248eb7d98c8ff", []),
            (
                "0000002d0000001041c424b80a6576656e742d74797065040000a00c7b27666f6f273a27626172277d36f480a0",
                [EventStreamHeader("event-type", .int32(40_972))]
            ),
        ])
    func published(_ hexadecimal: String, _ headers: [EventStreamHeader]) throws {
        let bytes = try #require(Hexadecimal.decode(hexadecimal))
        let payload = headers.isEmpty ? [] : Array("{'foo':'bar'}".utf8)
        let message = EventStreamMessage(headers: headers, payload: payload)
        #expect(message.encoded == bytes)
        #expect(decode([bytes]).messages == [message])
    }

    @Test("keeps headers of every type, wherever it is cut")
    func everyType() {
        let messages = [Self.everyType, EventStreamMessage(headers: [], payload: []), Self.everyType]
        let bytes = messages.flatMap(\.encoded)
        for cut in 0...bytes.count {
            #expect(decode([bytes[..<cut], bytes[cut...]]).messages == messages, "cut at \(cut)")
        }
        let single = decode(bytes.map { [$0] })
        #expect(single.messages == messages && single.failure == nil)
    }

    @Test("tells which checksum does not fit, for a change at any place, behind what was whole before")
    func damage() {
        let bytes = Self.everyType.encoded
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x10
            let result = decode([bytes + damaged])
            #expect(result.messages == [Self.everyType])
            guard case .checksumMismatch(let part, let expected, let found)? = result.failure else {
                Issue.record("\(place): \(String(describing: result.failure))")
                continue
            }
            #expect(part == (place < 12 ? .prelude : .message))
            #expect(expected != found)
        }
    }

    @Test("names both checksums")
    func checksumMessage() {
        var bytes = EventStreamMessage(headers: [], payload: []).encoded
        bytes[15] = 0
        #expect(decode([bytes]).failure == .checksumMismatch(.message, expected: 0x7D98_C800, found: 0x7D98_C8FF))
        #expect(
            decode([bytes]).failure?.description
                == "expected the message checksum 0x7d98c800, found 0x7d98c8ff; the bytes were changed on their way")
    }

    @Test("refuses messages that are too long before they arrive, and lengths that do not fit")
    func lengths() {
        func prelude(_ total: UInt32, _ headers: UInt32) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.appendBigEndian(total)
            bytes.appendBigEndian(headers)
            bytes.appendBigEndian(CRC32.checksum(of: bytes))
            return bytes
        }
        #expect(decode([prelude(101, 0)], limit: 100).failure == .tooLarge(limit: 100, found: 101))
        #expect(decode([prelude(.max, 0)], limit: 100).failure == .tooLarge(limit: 100, found: Int(UInt32.max)))
        #expect(decode([prelude(15, 0)]).failure == .invalidLength(total: 15, headers: 0))
        #expect(decode([prelude(20, 5)]).failure == .invalidLength(total: 20, headers: 5))
        #expect(decode([prelude(0, .max)]).failure == .invalidLength(total: 0, headers: Int(UInt32.max)))
    }

    @Test(
        "refuses headers that break their format",
        arguments: [[0], [1], [1, 97], [1, 97, 10], [1, 97, 4, 0, 0], [1, 97, 7, 0, 9, 97], [1, 97, 0, 1, 97, 0]]
            as [[UInt8]])
    func headers(_ headers: [UInt8]) {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt32(16 + headers.count))
        bytes.appendBigEndian(UInt32(headers.count))
        bytes.appendBigEndian(CRC32.checksum(of: bytes))
        bytes += headers
        bytes.appendBigEndian(CRC32.checksum(of: bytes))
        guard case .invalidHeader? = decode([bytes]).failure else {
            Issue.record("\(String(describing: decode([bytes]).failure))")
            return
        }
    }

    @Test("does not end within a message, and stays broken once it is")
    func ends() {
        let bytes = Self.everyType.encoded
        #expect(decode([bytes.dropLast()]).failure == .truncated(expected: bytes.count, found: bytes.count - 1))
        var decoder = EventStreamDecoder()
        var messages: [EventStreamMessage] = []
        let broken = [UInt8](repeating: 0, count: 12)
        #expect(throws: EventStreamError.self) { try decoder.decode(broken, into: &messages) }
        #expect(throws: EventStreamError.self) { try decoder.decode(bytes, into: &messages) }
        #expect(messages.isEmpty)
    }

    @Test("takes a recorded stream apart, and puts it together again", .enabled(if: BedrockRecording.text != nil))
    func recording() throws {
        let bytes = try #require(BedrockRecording.text)
        let result = decode([bytes])
        #expect(result.failure == nil)
        #expect(result.messages.first?.text(":event-type") == "messageStart")
        #expect(result.messages.last?.text(":event-type") == "metadata")
        #expect(result.messages.flatMap(\.encoded) == bytes)
    }
}
