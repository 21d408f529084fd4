/// The form of a model's answer.
public enum ResponseFormat: Hashable, Sendable {
    /// Free text.
    case text
    /// A JSON object of any shape.
    case json
    /// A JSON value that a schema describes.
    case schema(Schema)

    /// A JSON Schema for an answer.
    public struct Schema: Hashable, Sendable {
        /// What the answer is called, such as `weather_report`.
        public var name: String
        /// What it is for, for the model.
        public var summary: String?
        /// JSON Schema (draft 2020-12).
        public var schema: JSONValue
        /// Whether the provider is to enforce the schema; `nil` leaves it to the provider.
        public var isStrict: Bool?

        /// Describes the form of an answer.
        public init(name: String, summary: String? = nil, schema: JSONValue, isStrict: Bool? = nil) {
            self.name = name
            self.summary = summary
            self.schema = schema
            self.isStrict = isStrict
        }
    }
}
