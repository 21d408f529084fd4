internal import AgentPrimitives

extension JSONTestRandom {
    /// A value with all kinds, awkward strings, duplicate keys and numbers of any spelling.
    mutating func value(depth: Int = 4) -> JSONValue {
        switch Int.random(in: depth > 0 ? 0..<8 : 2..<8, using: &self) {
        case 0:
            return .array((0..<Int.random(in: 0..<6, using: &self)).map { _ in value(depth: depth - 1) })
        case 1:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0..<6, using: &self)).map { _ in (string(), value(depth: depth - 1)) }))
        case 2: return .null
        case 3: return .bool(Bool.random(using: &self))
        case 4, 5: return .number(number())
        default: return .string(string())
        }
    }

    mutating func string() -> String {
        let pieces = [
            "a", "key", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "é", "e\u{301}", "€", "😀", "\u{FB33}", "plain text ",
        ]
        return (0..<Int.random(in: 0..<5, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }

    mutating func number() -> JSONNumber {
        var text = Bool.random(using: &self) ? "-" : ""
        text += String(UInt64.random(in: 0...UInt64.max, using: &self) >> UInt64.random(in: 0..<64, using: &self))
        if Bool.random(using: &self) { text += "." + digits() }
        if Int.random(in: 0..<3, using: &self) == 0 {
            text += (["e", "E+", "e-"].randomElement(using: &self) ?? "e") + digits()
        }
        return JSONNumber(text: text) ?? JSONNumber(0)
    }

    private mutating func digits() -> String {
        (0..<Int.random(in: 1..<5, using: &self)).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined()
    }
}
