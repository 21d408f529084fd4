internal import AgentPrimitives
internal import Foundation
internal import Testing

@Suite("JSON depth")
struct JSONDepthTests {
    @Test("the limit counts open containers", arguments: [0, 1, 2, 512])
    func limit(depth: Int) throws {
        let limits = JSONParsingLimits(maximumDepth: depth)
        let deepest = nested(depth)
        #expect(try JSONValue(parsing: deepest, limits: limits).serialized() == deepest)
        let error = try #require(throws: JSONError.self) { try JSONValue(parsing: nested(depth + 1), limits: limits) }
        #expect(error.code == .depthExceeded)
        #expect(error.position?.offset == depth)
    }

    @Test("siblings do not add up")
    func siblings() throws {
        let document = "[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]"
        #expect(try JSONValue(parsing: document, limits: JSONParsingLimits(maximumDepth: 3)).arrayValue?.count == 1000)
    }

    @Test("ten million opening brackets are an error, at any limit", arguments: ["[", "{\"\":", "[{\"a\":"])
    func bomb(opening: String) throws {
        let document = Array(String(repeating: opening, count: 10_000_000 / opening.utf8.count).utf8)
        for depth in [512, Int.max] {
            let error = try #require(throws: JSONError.self) {
                try JSONValue(parsing: document, limits: JSONParsingLimits(maximumDepth: depth))
            }
            #expect(error.code == .depthExceeded)
        }
    }

    @Test("a limit above the ceiling counts as the ceiling")
    func ceiling() {
        var limits = JSONParsingLimits(maximumDepth: .max)
        #expect(limits.maximumDepth == JSONParsingLimits.depthCeiling)
        limits.maximumDepth = .max
        #expect(limits.maximumDepth == JSONParsingLimits.depthCeiling)
    }

    @Test("a value of the ceiling's depth fits a thread with 512 KiB of stack", arguments: [false, true])
    func smallStack(objects: Bool) async throws {
        let depth = JSONParsingLimits.depthCeiling
        let document = nested(depth, objects: objects)
        let isEqual = try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    with: Result {
                        let limits = JSONParsingLimits(maximumDepth: depth)
                        let value = try JSONValue(parsing: document, limits: limits)
                        let canonical = try CanonicalJSON.encode(value)
                        let copy = try JSONValue(parsing: canonical, limits: limits)
                        return copy == value && copy.hashValue == value.hashValue && value.serialized() == canonical
                            && !value.serialized(.pretty()).isEmpty
                    })
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isEqual)
    }

    private func nested(_ depth: Int, objects: Bool = false) -> [UInt8] {
        let opening = String(repeating: objects ? #"{"k":"# : "[", count: depth)
        let closing = String(repeating: objects ? "}" : "]", count: depth)
        return Array("\(opening)1\(closing)".utf8)
    }
}
