import Testing

@testable internal import AgentNetwork

struct UTF8ValidatorTests {
    /// How many bytes are accepted one at a time, and whether the text is complete then.
    private func run(_ bytes: [UInt8]) -> (accepted: Int, isComplete: Bool) {
        var validator = UTF8Validator()
        for (index, byte) in bytes.enumerated() {
            guard [byte].withUnsafeBytes({ validator.accept($0) }) else { return (index, false) }
        }
        return (bytes.count, validator.isComplete)
    }

    private func acceptsAtOnce(_ bytes: [UInt8]) -> Bool {
        var validator = UTF8Validator()
        return bytes.withUnsafeBytes { validator.accept($0) } && validator.isComplete
    }

    @Test func `Every code point`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if !acceptsAtOnce(Array(String(scalar).utf8)) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test func `Agrees with the standard library on every pair and on random bytes`() {
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                let bytes = [first, second]
                if acceptsAtOnce(bytes) != (String(validating: bytes, as: UTF8.self) != nil) {
                    Issue.record("\(bytes)")
                }
            }
        }
        var generator = SeededGenerator(seed: 3629)
        let pool: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF]
        let leads: [UInt8] = [0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF]
        var valid = 0
        for _ in 0..<60_000 {
            let count = Int.random(in: 1...5, using: &generator)
            let bytes = (0..<count).map { _ in (pool + leads).randomElement(using: &generator) ?? 0 }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            if isValid { valid += 1 }
            if acceptsAtOnce(bytes) != isValid || run(bytes).isComplete != isValid { Issue.record("\(bytes)") }
        }
        #expect(valid > 100)
    }

    @Test(
        arguments: [
            // The byte at which no valid text goes on.
            ([0x61, 0x80], 1), ([0xC0, 0xAF], 0), ([0xC1, 0xBF], 0), ([0xE0, 0x9F, 0xBF], 1), ([0xED, 0xA0, 0x80], 1),
            ([0xF0, 0x8F, 0xBF, 0xBF], 1), ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5], 0), ([0xFE], 0), ([0xFF], 0),
            ([0xC3, 0x28], 1), ([0xE2, 0x82, 0x28], 2), ([0xF0, 0x9F, 0x98, 0x28], 3),
        ] as [([UInt8], Int)])
    func `Refused at the first wrong byte`(bytes: [UInt8], at index: Int) {
        #expect(run(bytes).accepted == index)
        #expect(run(Array("a long text before it, of more than 32 bytes".utf8) + bytes).accepted == 44 + index)
    }

    @Test(arguments: [[0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x61, 0xF0]] as [[UInt8]])
    func `Incomplete, but not wrong`(bytes: [UInt8]) {
        let (accepted, isComplete) = run(bytes)
        #expect(accepted == bytes.count)
        #expect(!isComplete)
    }
}
