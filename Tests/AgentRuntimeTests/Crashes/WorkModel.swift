import AgentRuntime

/// Has every task's effects done in one round of calls and then says that the task is done; a function of the request alone.
struct WorkModel: ModelAdapter {
    let metadata = ModelAdapterMetadata(provider: "work", kind: nil)

    func losses(in request: ModelRequest) -> [TranslationLoss] { [] }

    func stream(_ request: ModelRequest, deliver: @escaping ModelEventSink) async throws {
        let task = request.messages.last { $0.role == .user }?.text ?? ""
        try await deliver([.started(id: "a", model: request.model)])
        if request.messages.last?.role == .tool {
            try await deliver([.blockStarted(index: 0, kind: .text)])
            for word in ["done ", task] { try await deliver([.blockDelta(index: 0, text: word)]) }
            try await deliver([
                .blockStopped(index: 0), .usage(Usage(inputTokens: 9, outputTokens: 2)), .stop(.endOfTurn),
            ])
        } else {
            for (index, tool) in ["ledger.add", "mail.send", "calc"].enumerated() {
                let arguments = tool == "calc" ? #"{"expression":"6*7"}"# : #"{"task":"\#(task)"}"#
                try await deliver([
                    .blockStarted(index: index, kind: .toolCall(id: "\(task)-\(tool)", name: tool)),
                    .blockDelta(index: index, text: arguments), .blockStopped(index: index),
                ])
            }
            try await deliver([.usage(Usage(inputTokens: 9, outputTokens: 9)), .stop(.toolUse)])
        }
    }
}
