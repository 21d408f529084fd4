/// Walks over one number by the grammar of RFC 8259 section 6.
struct JSONNumberScan {
    private let input: UnsafePointer<UInt8>
    private let end: Int
    /// Where the number ends after success, and the byte that breaks the grammar after failure.
    private(set) var position: Int

    init(_ input: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        self.input = input
        self.end = end
        self.position = start
    }

    /// Walks over the number; returns what was expected where it breaks off, nil when it is well formed.
    mutating func run() -> StaticString? {
        _ = skip(UInt8(ascii: "-"))
        if skip(UInt8(ascii: "0")) {
            if let byte = peek, isDigit(byte) { return "a number without leading zeros" }
        } else if !skipDigits() {
            return "a digit"
        }
        if skip(UInt8(ascii: ".")), !skipDigits() {
            return "a digit after the decimal point"
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            _ = skip(UInt8(ascii: "+")) || skip(UInt8(ascii: "-"))
            if !skipDigits() { return "a digit in the exponent" }
        }
        return nil
    }

    private var peek: UInt8? {
        position < end ? input[position] : nil
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < end, input[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipDigits() -> Bool {
        let start = position
        while position < end, isDigit(input[position]) { position += 1 }
        return position > start
    }
}
