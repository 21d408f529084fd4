/// Reads a JSON value member by member and knows its place, so that every mismatch names it.
///
/// The place is put into words only for an error: a log of a hundred thousand events is read without building one path.
public struct JSONReader: Sendable {
    /// A container on the way from the root; leaves have none.
    private final class Container: Sendable {
        let parent: Container?
        let step: Step

        init(parent: Container?, step: Step) {
            self.parent = parent
            self.step = step
        }
    }

    private enum Step: Sendable {
        case root
        case key(String)
        case index(Int)
    }

    /// The value at this place.
    public let value: JSONValue
    private let parent: Container?
    private let step: Step
    /// This place as its members see it.
    private let own: Container?

    /// Starts at the root of a document.
    public init(_ value: JSONValue) {
        self.init(value, in: nil, at: .root)
    }

    private init(_ value: JSONValue, in parent: Container?, at step: Step) {
        self.value = value
        self.parent = parent
        self.step = step
        switch value {
        case .array, .object: own = Container(parent: parent, step: step)
        case .null, .bool, .number, .string: own = nil
        }
    }

    /// The place.
    public var path: JSONPointer {
        var steps = [step]
        var container = parent
        while let next = container {
            steps.append(next.step)
            container = next.parent
        }
        return steps.reversed().reduce(.root) { path, step in
            switch step {
            case .root: path
            case .key(let key): path.appending(key: key)
            case .index(let index): path.appending(index: index)
            }
        }
    }

    /// The member of that name.
    public func member(_ key: String) throws(JSONShapeError) -> JSONReader {
        guard let member = try object()[key] else {
            throw JSONShapeError(path: path.appending(key: key), expected: "a value", found: "no such member")
        }
        return JSONReader(member, in: own, at: .key(key))
    }

    /// The member of that name; `nil` when it is absent or null.
    public func optional(_ key: String) throws(JSONShapeError) -> JSONReader? {
        guard let member = try object()[key], !member.isNull else { return nil }
        return JSONReader(member, in: own, at: .key(key))
    }

    /// The members of an object.
    public func object() throws(JSONShapeError) -> JSONObject {
        guard let object = value.objectValue else { throw mismatch("an object") }
        return object
    }

    /// The elements of an array.
    public func elements() throws(JSONShapeError) -> [JSONReader] {
        guard let elements = value.arrayValue else { throw mismatch("an array") }
        return elements.enumerated().map { JSONReader($1, in: own, at: .index($0)) }
    }

    /// A string.
    public func string() throws(JSONShapeError) -> String {
        guard let string = value.stringValue else { throw mismatch("a string") }
        return string
    }

    /// A boolean.
    public func bool() throws(JSONShapeError) -> Bool {
        guard let bool = value.boolValue else { throw mismatch("true or false") }
        return bool
    }

    /// A whole number that fits `Int`.
    public func int() throws(JSONShapeError) -> Int {
        guard let int = value.intValue else { throw mismatch("a whole number") }
        return int
    }

    /// A whole number from 0 to `limit`, by default so many that sums of thousands of them fit `Int`.
    public func count(upTo limit: Int = 1 << 50) throws(JSONShapeError) -> Int {
        guard let count = value.intValue, (0...limit).contains(count) else {
            throw mismatch("a whole number from 0 to \(limit)")
        }
        return count
    }

    /// Any number, as a double.
    public func double() throws(JSONShapeError) -> Double {
        guard let double = value.doubleValue else { throw mismatch("a number") }
        return double
    }

    /// A 64-bit number written as decimal text, since JSON numbers above 2^53 do not survive every reader.
    public func uint64Text() throws(JSONShapeError) -> UInt64 {
        guard let number = UInt64(try string()) else { throw mismatch("a 64-bit number as decimal text") }
        return number
    }

    /// One of the texts of an enumeration.
    public func choice<Choice: RawRepresentable<String>>(
        _ type: Choice.Type
    ) throws(JSONShapeError) -> Choice {
        guard let choice = Choice(rawValue: try string()) else { throw mismatch("a name of \(Choice.self)") }
        return choice
    }

    /// The error that says what was expected here instead of this value.
    public func mismatch(_ expected: String) -> JSONShapeError {
        JSONShapeError(path: path, expected: expected, found: Self.describe(value))
    }

    private static func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let bool): bool ? "true" : "false"
        case .number(let number): number.text.utf8.count <= 40 ? number.text : "a long number"
        case .string(let string): string.utf8.count <= 40 ? "\"\(string)\"" : "a string of \(string.utf8.count) bytes"
        case .array(let elements): "an array of \(elements.count)"
        case .object(let object): "an object of \(object.count) members"
        }
    }
}
