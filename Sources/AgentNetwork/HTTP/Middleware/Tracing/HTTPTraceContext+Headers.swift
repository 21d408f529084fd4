extension HTTPTraceContext {
    /// Longer states are dropped, as the standard allows; it asks for 512 characters at least.
    private static let maxStateBytes = 1024

    /// Reads the context of a request; nil where there is none, or none that is valid.
    public init?(_ headers: HTTPHeaders) {
        let parents = headers.values(for: "traceparent")
        guard parents.count == 1 else { return nil }
        let states = headers.values(for: "tracestate").joined(separator: ",")
        let isUsable = !states.isEmpty && states.utf8.count <= Self.maxStateBytes
        self.init(traceParent: parents[0], state: isUsable ? states : nil)
    }

    /// Reads a `traceparent` (section 3.2): version, trace, span and flags in lower-case hexadecimal digits.
    public init?(traceParent: String, state: String? = nil) {
        let text = Array(traceParent.utf8)
        guard text.count >= 55, text[2] == Self.dash, text[35] == Self.dash, text[52] == Self.dash,
            let version = Self.number(text[0..<2]), version != 0xFF,
            let high = Self.number(text[3..<19]), let low = Self.number(text[19..<35]), high != 0 || low != 0,
            let span = Self.number(text[36..<52]), span != 0, let flags = Self.number(text[53..<55])
        else { return nil }
        // Later versions may add parts; this one has none.
        guard text.count == 55 || version > 0 && text[55] == Self.dash else { return nil }
        self.init(traceHigh: high, traceLow: low, spanID: span, isSampled: flags & 1 == 1, state: state)
    }

    /// The value of `traceparent`.
    public var traceParent: String {
        let digits = [traceHigh, traceLow, spanID].map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }
        return "00-\(digits[0])\(digits[1])-\(digits[2])-\(isSampled ? "01" : "00")"
    }

    /// Sets the fields of a request that goes on from here, such as one to an upstream.
    public func inject(into headers: inout HTTPHeaders) {
        headers.set("traceparent", to: traceParent)
        headers["tracestate"] = state
    }

    private static let dash = UInt8(ascii: "-")

    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        for byte in digits {
            // Upper case is not valid here.
            guard let digit = ASCII.hexDigit(byte), byte == ASCII.lowercased(byte) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return value
    }
}
