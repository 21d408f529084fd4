import Testing

@testable internal import AgentNetwork

struct HTTPPathTextTests {
    private func normalize(_ path: String) throws -> String {
        let bytes = try Array(path.utf8).withUnsafeBufferPointer { bytes throws(HTTPPathFault) in
            try HTTPPathText.normalize(bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("/%61%41%30%2d%2E%5f%7E", "/aA0-._~"),
        ("/%2f%3a%c3%bc", "/%2F%3A%C3%BC"),
        ("/a%2Fb/%25", "/a%2Fb/%25"),
        ("/...%2F.a", "/...%2F.a"),
    ])
    func `The normal form`(path: String, expected: String) throws {
        #expect(try normalize(path) == expected)
        #expect(try normalize(expected) == expected)
    }

    @Test(arguments: ["/%", "/%a", "/%g0", "/%0g", "/%00", "/a/..", "/%2e", "/..%2f", "/a%2f%2e%2e%2fb", "/a%2F."])
    func `What is refused`(path: String) {
        #expect(throws: HTTPPathFault.self) { try normalize(path) }
    }

    @Test func `Damaged paths never crash, and nothing that passes leads up`() throws {
        var random = SeededGenerator(seed: 3)
        let seeds = ["/a/b%2Fc/%C3%BC", "/../x/%2e%2e/y", "/v1/%61:go/...", "/a//b/"].map { Array($0.utf8) }
        let spice = Array("/.%2eFf50:\\".utf8) + [0, 0xFF]
        var passed = 0
        for round in 0..<30_000 {
            let input = random.mutate(seeds[round % seeds.count], spice: spice)
            let normal = input.withUnsafeBufferPointer { bytes -> [UInt8]? in
                do throws(HTTPPathFault) { return try HTTPPathText.normalize(bytes) } catch { return nil }
            }
            guard let normal else { continue }
            passed += 1
            let decoded = normal.withUnsafeBufferPointer { HTTPPathText.decode($0[...]) }
            let parts = decoded?.split(separator: "/") ?? []
            #expect(!parts.contains("..") && !parts.contains("."))
        }
        #expect(passed > 3000)
    }
}
