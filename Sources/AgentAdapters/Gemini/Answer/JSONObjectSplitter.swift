internal import AgentPrimitives

/// Cuts a stream into its JSON objects while it arrives: objects one behind the other, or the elements of one array.
///
/// It follows braces, brackets and strings only; whether an object is valid JSON is for a parser to say.
struct JSONObjectSplitter: Sendable {
    /// Whether the objects stand in an array.
    private let isArray: Bool
    private let maxBytes: Int
    /// The beginning of an object that is not whole yet.
    private var object: [UInt8] = []
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var hasOpened = false

    /// Whether the array ended.
    private(set) var isClosed = false
    /// What arrived of an object that is not whole.
    var rest: [UInt8] { object }

    init(isArray: Bool, maxBytes: Int) {
        self.isArray = isArray
        self.maxBytes = maxBytes
    }

    /// Takes the next bytes and hands over each object that they complete.
    ///
    /// - Throws: `malformedResponse` for anything between the objects and for objects beyond the limit, or what `take` threw.
    mutating func split(
        _ bytes: [UInt8], take: (_ object: [UInt8]) throws(ModelError) -> Void
    ) throws(ModelError) {
        var start = 0
        for (index, byte) in bytes.enumerated() where !isClosed {
            if depth == 0 {
                try scanBetween(byte)
                start = index
                continue
            }
            try scanWithin(byte)
            guard depth == 0 else { continue }
            try keep(bytes[start...index])
            let whole = object
            object = []
            try take(whole)
        }
        if depth > 0 { try keep(bytes[start...]) }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) throws(ModelError) {
        guard object.count + bytes.count <= maxBytes else {
            throw ModelError(
                .malformedResponse, "an event of the model's stream has at most \(maxBytes) bytes, found more")
        }
        object += bytes
    }

    private mutating func scanBetween(_ byte: UInt8) throws(ModelError) {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            break
        case UInt8(ascii: "{") where hasOpened || !isArray:
            depth = 1
        case UInt8(ascii: "[") where isArray && !hasOpened:
            hasOpened = true
        case UInt8(ascii: ",") where isArray && hasOpened:
            break
        case UInt8(ascii: "]") where isArray && hasOpened:
            isClosed = true
        default:
            let found = Excerpt.of(String(decoding: [byte], as: UTF8.self))
            throw ModelError(.malformedResponse, "expected a JSON object in the model's stream, found '\(found)'")
        }
    }

    private mutating func scanWithin(_ byte: UInt8) throws(ModelError) {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            } else if byte == UInt8(ascii: "\n") {
                throw ModelError(.malformedResponse, "a line of the model's stream ends within a string")
            }
            return
        }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "\""): isInString = true
        default: break
        }
    }
}
