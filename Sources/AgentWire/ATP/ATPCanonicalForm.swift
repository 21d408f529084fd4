internal import AgentPrimitives

/// The bytes that checksum and signature of an ATP frame cover: RFC 8785 of the document without some members.
///
/// Upstream has two canonical forms that do not agree, so ours is the published one. What a canonical form would silently
/// change is refused instead: repeated members, and integers that a double rounds.
enum ATPCanonicalForm {
    static func bytes(of frame: JSONObject, without names: Set<String>) throws(WireError) -> [UInt8] {
        let covered = JSONValue.object(JSONObject(frame.members.filter { !names.contains($0.key) }))
        try check(covered) { .root }
        do throws(JSONError) {
            return try CanonicalJSON.encode(covered)
        } catch {
            throw .syntax(.invalidFrame, error)
        }
    }

    static func checksum(of frame: JSONObject) throws(WireError) -> String {
        try SHA256Digest(of: bytes(of: frame, without: ["checksum", "sig"])).description
    }

    /// Compares the checksum in a frame, if there is one.
    static func verifyChecksum(of frame: JSONObject) throws(WireError) {
        guard let found = frame["checksum"]?.stringValue else { return }
        let expected = try checksum(of: frame)
        guard found == expected else {
            throw .field(.checksumMismatch, path: "/checksum", expected: expected, found: String(found.prefix(80)))
        }
    }

    // Places are closures, so that they are worked out for the one that is at fault only.

    private static func check(_ value: JSONValue, at path: () -> JSONPointer) throws(WireError) {
        switch value {
        case .object(let object):
            try checkNames(of: object, at: path)
            for (name, member) in object {
                try check(member) { path().appending(key: name) }
            }
        case .array(let values):
            for (index, value) in values.enumerated() {
                try check(value) { path().appending(index: index) }
            }
        case .number(let number):
            let magnitude = number.int64?.magnitude ?? number.uint64 ?? 0
            guard magnitude <= UInt64(WireError.largestExactInteger) else {
                throw .field(
                    .invalidFrame, path: path().description, expected: "an integer up to 2^53 - 1, or a text",
                    found: number.text)
            }
        case .null, .bool, .string:
            break
        }
    }

    private static func checkNames(of object: JSONObject, at path: () -> JSONPointer) throws(WireError) {
        guard Set(object.keys).count < object.count else { return }
        // Some names are equal to Swift, which equates composed and decomposed letters. JSON goes by code unit, as its
        // values do here.
        var names: Set<JSONValue> = []
        for (name, _) in object where !names.insert(.string(name)).inserted {
            throw .field(
                .invalidFrame, path: path().appending(key: name).description, expected: "the member once",
                found: "it again")
        }
    }
}
