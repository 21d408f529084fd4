public import AgentPrimitives

/// A value that travels as a JSON document.
public protocol MXPJSONPayloadCoding: MXPPayloadCoding, JSONRepresentable {}

extension MXPJSONPayloadCoding {
    /// Parses the payload and reads the document in it.
    ///
    /// - Throws: `invalidPayload` with the path of the field at fault, or `invalidUTF8`.
    public init(decoding payload: ArraySlice<UInt8>) throws(WireError) {
        try self.init(parsing: payload)
    }

    /// The document's bytes, compact and in the order of the fields.
    public func encoded() -> [UInt8] {
        json.serialized()
    }

    /// What ``init(decoding:)`` does, for types that add a case to it.
    init(parsing payload: ArraySlice<UInt8>) throws(WireError) {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: payload)
        } catch {
            throw .syntax(.invalidPayload, error)
        }
        do throws(JSONShapeError) {
            try self.init(json: document)
        } catch {
            throw .shape(.invalidPayload, error)
        }
    }
}
