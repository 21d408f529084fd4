internal import AgentPrimitives

/// Finds the line on which a value of a JSON document stands.
///
/// The document is known to be well formed, so this only has to find its way: parsed values carry no positions, and few of
/// them are ever asked for.
struct JSONLineLocator: Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The line, from 1, of a member's key or of an element; of the nearest value around it where there is no such value.
    func line(of pointer: JSONPointer) -> Int {
        var cursor = Cursor(bytes: bytes)
        cursor.skipWhitespace()
        var place = cursor.offset
        for step in pointer.steps {
            guard let found = cursor.enter(step) else { break }
            place = found
        }
        return 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") }
    }
}

extension JSONPointer {
    /// The pointer's steps without their escapes.
    fileprivate var steps: [String] {
        description.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { step in
            let parts = step.split(separator: "~", omittingEmptySubsequences: false)
            return parts.dropFirst().reduce(into: String(parts[0])) { text, part in
                text += (part.first == "1" ? "/" : "~") + part.dropFirst()
            }
        }
    }
}

/// A place in a well-formed document, at the start of a value.
private struct Cursor {
    let bytes: [UInt8]
    var offset = 0

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Moves to the value that `step` names inside the value here; returns where its key, or the element, starts.
    mutating func enter(_ step: String) -> Int? {
        switch current {
        case UInt8(ascii: "{"): enterMember(step)
        case UInt8(ascii: "["): Int(step).flatMap { enterElement($0) }
        default: nil
        }
    }

    /// The last member of that key counts: it is the one at fault when a key occurs twice.
    private mutating func enterMember(_ key: String) -> Int? {
        var found: (key: Int, value: Int)?
        offset += 1
        skipWhitespace()
        while current == UInt8(ascii: "\"") {
            let start = offset
            skipString()
            let name = try? JSONValue(parsing: Array(bytes[start..<offset])).stringValue
            skipWhitespace()
            offset += 1
            skipWhitespace()
            if name == key { found = (start, offset) }
            skipValue()
            skipSeparator()
        }
        guard let found else { return nil }
        offset = found.value
        return found.key
    }

    private mutating func enterElement(_ index: Int) -> Int? {
        offset += 1
        skipWhitespace()
        for _ in 0..<index {
            guard current != UInt8(ascii: "]") else { return nil }
            skipValue()
            skipSeparator()
        }
        return current == UInt8(ascii: "]") ? nil : offset
    }

    mutating func skipWhitespace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
    }

    private mutating func skipSeparator() {
        skipWhitespace()
        if current == UInt8(ascii: ",") { offset += 1 }
        skipWhitespace()
    }

    private mutating func skipString() {
        offset += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            offset += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        offset += 1
    }

    /// Counts brackets instead of descending, so that depth costs no stack.
    private mutating func skipValue() {
        var depth = 0
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return }
                depth -= 1
                offset += 1
            case UInt8(ascii: ",") where depth == 0:
                return
            default:
                offset += 1
            }
        }
    }
}
