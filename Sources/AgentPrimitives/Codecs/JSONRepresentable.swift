/// A value with one JSON form, as session logs and frames hold it.
public protocol JSONRepresentable: Sendable {
    /// The JSON form.
    var json: JSONValue { get }

    /// Reads the JSON form; unknown members are ignored, so that an older release reads what a newer one wrote.
    init(json: JSONReader) throws(JSONShapeError)
}

extension JSONRepresentable {
    /// Reads the JSON form of a whole document.
    public init(json: JSONValue) throws(JSONShapeError) {
        try self.init(json: JSONReader(json))
    }
}
