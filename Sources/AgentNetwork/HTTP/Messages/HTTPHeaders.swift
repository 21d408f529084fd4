/// HTTP fields in the order in which they are sent or were received; names compare without regard to ASCII case.
///
/// ```swift
/// var headers: HTTPHeaders = ["Content-Type": "application/json"]
/// headers["content-type"]  // "application/json"
/// ```
public struct HTTPHeaders: Sendable, Equatable {
    private var fields: [Field]

    /// Creates an empty list.
    public init() {
        fields = []
    }

    /// Creates a list from name and value pairs, order kept.
    public init(_ pairs: [(name: String, value: String)]) {
        fields = pairs.map { Field(name: $0.name, value: $0.value) }
    }

    /// The first value under `name`; assigning replaces every field of that name, `nil` removes them.
    public subscript(name: String) -> String? {
        get {
            fields.first { $0.isNamed(name) }?.value
        }
        set {
            guard let newValue else { return remove(name) }
            set(name, to: newValue)
        }
    }

    /// Every value under `name`, in order.
    public func values(for name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Whether a field of that name is present.
    public func contains(_ name: String) -> Bool {
        fields.contains { $0.isNamed(name) }
    }

    /// Whether a field of that name is present, once.
    func hasOne(_ name: String) -> Bool {
        var count = 0
        for field in fields where field.isNamed(name) { count += 1 }
        return count == 1
    }

    /// Appends a field and keeps those of the same name.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Replaces the fields of that name with one, in the place of the first.
    public mutating func set(_ name: String, to value: String) {
        guard let index = fields.firstIndex(where: { $0.isNamed(name) }) else { return add(name, value) }
        fields[index] = Field(name: name, value: value)
        guard fields[(index + 1)...].contains(where: { $0.isNamed(name) }) else { return }
        let tail = fields[(index + 1)...].filter { !$0.isNamed(name) }
        fields.replaceSubrange((index + 1)..., with: tail)
    }

    /// Removes every field of that name.
    public mutating func remove(_ name: String) {
        fields.removeAll { $0.isNamed(name) }
    }

    /// Whether a comma-separated list field holds `token`, without regard to ASCII case (RFC 9110 section 5.6.1).
    func hasToken(_ token: String, in name: String) -> Bool {
        fields.contains { field in
            field.isNamed(name) && Self.hasElement(token, in: field.value)
        }
    }

    /// The elements of a comma-separated list field over all its lines, blanks trimmed, empty elements dropped.
    func listElements(of name: String) -> [Substring.UTF8View] {
        values(for: name).flatMap { Self.elements(of: $0) }
    }

    /// Without making a list first: every message asks this.
    private static func hasElement(_ token: String, in value: String) -> Bool {
        var rest = Substring(value).utf8
        while true {
            let element = rest.prefix { $0 != UInt8(ascii: ",") }
            if Substring(element).utf8.trimmingBlanks().equalsIgnoringASCIICase(token) { return true }
            guard element.endIndex < rest.endIndex else { return false }
            rest = rest[element.endIndex...].dropFirst()
        }
    }

    private static func elements(of value: String) -> [Substring.UTF8View] {
        value.utf8.split(separator: UInt8(ascii: ",")).map { Substring($0).utf8.trimmingBlanks() }.filter {
            !$0.isEmpty
        }
    }
}

extension HTTPHeaders {
    /// One field line.
    public struct Field: Sendable, Equatable {
        /// The name as written.
        public let name: String
        /// The value without surrounding blanks.
        public let value: String

        /// Creates a field; illegal characters are refused when the message is sent.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        func isNamed(_ other: String) -> Bool {
            // The length first: it settles almost every question.
            name.utf8.count == other.utf8.count && name.utf8.equalsIgnoringASCIICase(other)
        }
    }
}

extension HTTPHeaders: RandomAccessCollection {
    /// The position of the first field.
    public var startIndex: Int { fields.startIndex }
    /// The position after the last field.
    public var endIndex: Int { fields.endIndex }

    /// The field at a position.
    public subscript(position: Int) -> Field { fields[position] }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    /// Creates a list from a literal, order and repetitions kept.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }
}
