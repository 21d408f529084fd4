/// A repeatable source of damage (SplitMix64).
struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int {
        Int(next() % UInt64(limit))
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// Flips, overwrites, inserts, removes or repeats bytes in one to three places.
    mutating func damage(_ bytes: inout [UInt8], with alphabet: [UInt8] = []) {
        for _ in 0...below(3) where !bytes.isEmpty {
            let index = below(bytes.count)
            let byte = alphabet.isEmpty || below(4) == 0 ? UInt8(truncatingIfNeeded: next()) : pick(alphabet)
            switch below(6) {
            case 0: bytes[index] ^= 1 << UInt8(below(8))
            case 1: bytes[index] = byte
            case 2: bytes.insert(byte, at: index)
            case 3: bytes.remove(at: index)
            case 4: bytes.removeSubrange(index..<min(bytes.count, index + 1 + below(8)))
            default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 1 + below(16))], at: index)
            }
        }
    }
}
