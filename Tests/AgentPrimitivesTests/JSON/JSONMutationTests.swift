internal import AgentPrimitives
internal import Testing

@Suite("JSON under damage")
struct JSONMutationTests {
    @Test("200,000 damaged documents give an error or a value that survives a round trip", arguments: 0..<4)
    func damage(seed: UInt64) throws {
        var random = JSONTestRandom(seed: seed)
        let originals = Self.documents.map { Array($0.utf8) }
        for _ in 0..<50_000 {
            var document = originals.randomElement(using: &random) ?? []
            for _ in 0...Int.random(in: 0..<3, using: &random) { damage(&document, with: &random) }
            do {
                let value = try JSONValue(parsing: document)
                let written = value.serialized()
                guard try JSONValue(parsing: written) == value else {
                    Issue.record("\(document) reads back differently from \(written)")
                    return
                }
            } catch {
                guard let offset = error.position?.offset, 0...document.count ~= offset else {
                    Issue.record("\(document) gives an error outside the document: \(error)")
                    return
                }
            }
        }
    }

    @Test("generated values survive a round trip in every layout")
    func roundTrips() throws {
        var random = JSONTestRandom(seed: 8785)
        for _ in 0..<3_000 {
            let value = random.value()
            #expect(try JSONValue(parsing: value.serialized()) == value)
            #expect(try JSONValue(parsing: value.text(.pretty())) == value)
            let canonical = try CanonicalJSON.encode(value, numbers: .exact)
            #expect(try CanonicalJSON.encode(JSONValue(parsing: canonical), numbers: .exact) == canonical)
        }
    }

    private static let documents = [
        #"{"role":"user","content":"read \"notes.md\"\nand quote it"}"#,
        #"[1,-0,2.50,1e400,123456789012345678901234567890,0.1E-7]"#,
        #"{"a":{"b":[{"c":null},[true,false]]},"a":"again"}"#,
        #"["\u00e9\ud83d\ude00","é😀€","\\\/\b\f\n\r\t"]"#,
        " [ ] ",
        #""just a string that is longer than one vector of sixteen bytes""#,
        #"{"":"","k":{},"l":[[],[[]]]}"#,
        "-12.5e+3",
        "null",
    ]

    private func damage(_ document: inout [UInt8], with random: inout JSONTestRandom) {
        let telling = Array(#"{}[]",:\u0e+-.tfn"#.utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF]
        let position = Int.random(in: 0...document.count, using: &random)
        let byte = telling.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<5, using: &random) {
        case 0: document.insert(byte, at: position)
        case 1: document.removeSubrange(position..<min(position + 3, document.count))
        case 2: document.removeSubrange(position...)
        case 3: document.insert(contentsOf: document[position...].prefix(8), at: position)
        default:
            guard position < document.count else { return }
            document[position] =
                Bool.random(using: &random) ? byte : document[position] ^ (1 << UInt8.random(in: 0..<8, using: &random))
        }
    }
}
