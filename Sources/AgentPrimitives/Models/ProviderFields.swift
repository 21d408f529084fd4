/// Fields of one model API that other APIs do not have.
public struct ProviderFields: Hashable, Sendable {
    /// The API that has them, such as `openai-chat`.
    public var origin: String
    /// The fields as the API spells them.
    public var fields: JSONObject

    /// Keeps some fields for their API.
    public init(origin: String, fields: JSONObject) {
        self.origin = origin
        self.fields = fields
    }
}
