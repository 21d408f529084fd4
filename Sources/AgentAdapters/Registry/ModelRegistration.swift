public import AgentPrimitives

/// A model under the name that callers use.
public struct ModelRegistration: Sendable {
    /// The name that callers use.
    public var name: String
    /// The model's name at its upstream.
    public var upstreamModel: String
    /// What serves it.
    public var adapter: any ModelAdapter
    /// What it costs; `nil` when that is unknown, which is not the same as free.
    public var prices: ModelPrices?

    /// Names a model.
    public init(name: String, upstreamModel: String, adapter: any ModelAdapter, prices: ModelPrices? = nil) {
        self.name = name
        self.upstreamModel = upstreamModel
        self.adapter = adapter
        self.prices = prices
    }

    /// Asks the model under its upstream name; otherwise as ``ModelAdapter/stream(_:deliver:)``.
    public func stream(
        _ request: ModelRequest, deliver: @escaping ModelEventSink
    ) async throws {
        var renamed = request
        renamed.model = upstreamModel
        try await adapter.stream(renamed, deliver: deliver)
    }
}
