import Testing

@testable internal import AgentNetwork

struct ProtocolNameListTests {
    private func choice(_ names: [String], _ offered: [UInt8]) throws -> String? {
        let list = try ProtocolNameList(names)
        return offered.withUnsafeBufferPointer { offered in
            list.choose(from: offered).map { String(decoding: offered[$0], as: UTF8.self) }
        }
    }

    @Test func `The first of the own names that is offered`() throws {
        let offered = try ProtocolNameList(["spdy/3", "http/1.1", "h2"]).encoded
        #expect(offered == [6] + Array("spdy/3".utf8) + [8] + Array("http/1.1".utf8) + [2] + Array("h2".utf8))
        #expect(try choice(["h2", "http/1.1"], offered) == "h2")
        #expect(try choice(["http/1.1", "h2"], offered) == "http/1.1")
        #expect(try choice(["h"], offered) == nil)
        #expect(try choice([], offered) == nil)
        #expect(try choice(["h2"], []) == nil)
    }

    @Test func `Lists that end too early choose nothing beyond their end`() throws {
        #expect(try choice(["ab"], [2, 0x61]) == nil)
        #expect(try choice(["ab"], [1, 0x61, 5, 0x61, 0x62]) == nil)
        #expect(try choice(["a"], [1, 0x61, 5]) == "a")
        #expect(try choice(["a"], [0, 0, 1, 0x61]) == "a")
    }

    @Test func `Names have 1 to 255 bytes`() {
        #expect(throws: NetworkError.self) { try ProtocolNameList([""]) }
        #expect(throws: NetworkError.self) { try ProtocolNameList([String(repeating: "a", count: 256)]) }
    }
}
