internal import AgentPrimitives
internal import AgentWire

/// The content of the frame that opens a stream: a model request.
struct ModelQuestion: Sendable {
    let request: ModelRequest
    let estimate: CallEstimate

    init(_ request: ModelRequest, context: ModelCallContext) {
        self.request = request
        estimate = CallEstimate(tokens: context.reservedTokens, cost: context.reservedMoney ?? .zero)
    }

    /// Reads the opening frame.
    ///
    /// The estimate is mandatory (ATP 1.1, preflight); a frame without one is charged with its whole window.
    init(_ frame: ATPFrame) throws(JSONShapeError) {
        request = try ModelRequest(json: JSONReader(frame.payload.content).member("request"))
        if let cost = frame.payload.costEstimate {
            estimate = CallEstimate(tokens: cost.inputTokens + cost.outputTokens, cost: cost.cost)
        } else {
            estimate = CallEstimate(tokens: frame.window.maxTokens, cost: frame.window.maxCost)
        }
    }

    /// The payload of the opening frame.
    var payload: ATPPayload {
        let output = min(request.maxOutputTokens, estimate.tokens)
        return ATPPayload(
            type: .question, content: ["request": request.json],
            costEstimate: ATPCostEstimate(
                inputTokens: estimate.tokens - output, outputTokens: output, cost: estimate.cost))
    }
}
