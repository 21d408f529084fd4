/// What distinguishes the plain form of a document from the canonical one.
protocol JSONDialect {
    associatedtype Failure: Error

    /// The object's members in the order in which they are written.
    func members(of object: JSONObject) -> [JSONObject.Element]

    /// Appends the number; `path` says where it is, for an error.
    func append(_ number: JSONNumber, to output: inout [UInt8], path: () -> JSONPointer) throws(Failure)
}

/// Writes everything as it is.
struct PlainJSON: JSONDialect {
    func members(of object: JSONObject) -> [JSONObject.Element] {
        object.members
    }

    func append(_ number: JSONNumber, to output: inout [UInt8], path: () -> JSONPointer) {
        output.append(contentsOf: number.text.utf8)
    }
}
