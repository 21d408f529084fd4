/// The canonical form of a value, in which equal content gives equal bytes (RFC 8785); for hashes and signatures.
///
/// Members are sorted by the UTF-16 code units of their keys, there is no whitespace, strings have the fewest escapes,
/// and of duplicate keys the last counts.
public enum CanonicalJSON: Sendable {
    /// How numbers are written.
    public enum Numbers: Sendable, Hashable {
        /// As RFC 8785 asks: every number is taken as the nearest double and written as ECMAScript writes it.
        ///
        /// Digits beyond a double's precision are rounded away; a number too large for a double is an error.
        case ecmaScript
        /// Without loss: as `ecmaScript` where that keeps the exact value, else unrounded.
        ///
        /// An integer that fits 64 bits is written in full, any other number that a double cannot hold as its text
        /// stands. Never an error; readers that follow RFC 8785 to the letter may see other digits.
        case exact
    }

    /// Encodes the value canonically, as UTF-8 bytes.
    ///
    /// - Throws: ``JSONError`` with the code `numberNotRepresentable` and the number's path when a number such as
    ///   `1e400` has no finite double, unless numbers are `exact`.
    public static func encode(_ value: JSONValue, numbers: Numbers = .ecmaScript) throws(JSONError) -> [UInt8] {
        var output: [UInt8] = []
        var serializer = JSONSerializer(dialect: Dialect(numbers: numbers), layout: .compact)
        try serializer.write(value, to: &output)
        return output
    }
}

extension CanonicalJSON {
    private struct Dialect: JSONDialect {
        let numbers: Numbers

        func members(of object: JSONObject) -> [JSONObject.Element] {
            let members = object.members
            let areSorted = members.indices.dropFirst().allSatisfy {
                members[$0 - 1].key.precedesInUTF16(members[$0].key)
            }
            return areSorted ? members : Self.sorted(members)
        }

        /// The members sorted by key; of those with the same key, the last.
        private static func sorted(_ members: [JSONObject.Element]) -> [JSONObject.Element] {
            var sorted: [JSONObject.Element] = []
            sorted.reserveCapacity(members.count)
            let order = members.indices.sorted { left, right in
                switch members[left].key.orderInUTF16(members[right].key) {
                case 0: left < right
                case let order: order < 0
                }
            }
            for position in order {
                if let last = sorted.last, last.key.hasSameUTF8(as: members[position].key) { sorted.removeLast() }
                sorted.append(members[position])
            }
            return sorted
        }

        func append(_ number: JSONNumber, to output: inout [UInt8], path: () -> JSONPointer) throws(JSONError) {
            guard let text = text(of: number) else {
                throw JSONError(
                    .numberNotRepresentable,
                    "expected a number within the range of a double, found \(number.text.prefix(40)); write it as a "
                        + "string or use exact numbers",
                    at: path())
            }
            output.append(contentsOf: text.utf8)
        }

        private func text(of number: JSONNumber) -> String? {
            if number.isShortInteger { return number.text }
            let rounded = number.double.map(ECMAScriptNumber.text)
            switch numbers {
            case .ecmaScript:
                return rounded
            case .exact:
                if let integer = number.int64 { return String(integer) }
                if let integer = number.uint64 { return String(integer) }
                guard let rounded, JSONNumber(verified: rounded).isNumericallyEqual(to: number) else {
                    return number.text
                }
                return rounded
            }
        }
    }
}

extension JSONNumber {
    /// Whether the text is an integer so short that every canonical form leaves it as it is.
    fileprivate var isShortInteger: Bool {
        text.utf8.count <= 15 && text != "-0"
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}
