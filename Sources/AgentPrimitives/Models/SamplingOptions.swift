/// How a model chooses the next token; `nil` leaves a choice to the model.
public struct SamplingOptions: Hashable, Sendable {
    /// From 0, which always takes the likeliest token.
    public var temperature: Double?
    /// Only tokens that make up this share of the probability, from 0 to 1.
    public var topP: Double?
    /// Only this many of the likeliest tokens.
    public var topK: Int?
    /// Makes the choice repeatable where the provider can.
    public var seed: Int?
    /// Lowers the chance of tokens that have appeared.
    public var presencePenalty: Double?
    /// Lowers the chance of tokens by how often they have appeared.
    public var frequencyPenalty: Double?
    /// Texts that end the answer.
    public var stopSequences: [String] = []

    /// Leaves everything to the model.
    public init() {}
}
