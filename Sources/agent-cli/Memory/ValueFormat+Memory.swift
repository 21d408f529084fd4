internal import AgentMemory
internal import AgentRuntime

extension ValueFormat where Value == MemoryChannel {
    /// The name of a channel, built in or of one's own.
    static var channel: ValueFormat {
        ValueFormat(
            placeholder: "NAME", expected: "the name of a channel",
            completion: .words(["input", "output", "tool", "system"])
        ) { $0.isEmpty ? nil : MemoryChannel(name: $0) }
    }
}

extension ValueFormat where Value == MemoryFact {
    /// A key and a value with an equals sign between them.
    static var fact: ValueFormat {
        ValueFormat(placeholder: "KEY=VALUE", expected: "a key, an equals sign and a value") { MemoryFact($0) }
    }
}

extension ValueFormat where Value == Duration {
    /// A whole number with a unit.
    static var lifetime: ValueFormat {
        ValueFormat(
            placeholder: "DURATION", expected: "a whole number from 1 on with s, m, h, d or w behind it, such as 30d"
        ) { text in
            let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
            guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0 else {
                return nil
            }
            let (seconds, isTooLong) = count.multipliedReportingOverflow(by: unit)
            // A thousand years: beyond, a time in microseconds has no room for it.
            return isTooLong || seconds > 1000 * 366 * 86_400 ? nil : .seconds(seconds)
        }
    }
}

extension ValueFormat where Value == MemorySearchMode {
    /// What a search goes by.
    static var searchMode: ValueFormat {
        .choice([("hybrid", .hybrid), ("text", .text), ("vector", .vector)])
    }
}
