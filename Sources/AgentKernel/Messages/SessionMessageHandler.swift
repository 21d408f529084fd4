internal import AgentPrimitives
internal import AgentWire

/// The kernel's own handling of messages: a Call runs a turn of a session, a StreamClose gives one up.
struct SessionMessageHandler: MessageHandler {
    let configuration: SessionConfiguration
    let sessions: SessionRegistry
    let cancellations: CancellationRegistry<MessageID>
    let memory: SessionMemory?
    let recallLimit: Int
    let ids: any IDSource
    let time: any TimeSource

    func handleCall(_ call: MXPPayload.JSON.Call, _ context: MessageContext) async throws {
        let session = call.session ?? ids.sessionID()
        let question = call.messages.last { $0.role == .user }?.content ?? ""
        let task = ids.taskID()
        let recalled = await memory?.recall(question, in: session, limit: recallLimit) ?? []
        let input = RunInput(
            messages: call.messages.map { Message(role: $0.role, content: [.text($0.content)]) },
            recalled: recalled.map(\.text),
            tools: call.tools.enumerated().map { index, tool in
                ToolCall(id: "caller_\(index + 1)", name: tool.name, argumentsText: tool.input.text())
            },
            maximumOutputTokens: call.maxOutputTokens, temperature: call.temperature,
            budget: call.budget ?? .unlimited, task: task, message: context.message.messageID,
            trace: context.message.traceID)
        let outcome = try await answer(context, in: session, isStreamed: call.stream) { driver, reply in
            // A turn that is taken up again goes on under the settings that it began with.
            guard !call.messages.isEmpty else { return try await driver.resume(stating: call.results, reply: reply) }
            return try await driver.run(input, under: configuration, reply: reply)
        }
        if outcome.status == .completed {
            await memory?.remember(
                session, task: task, question: question, answer: outcome.text, recalled: recalled, at: time.now())
        }
    }

    func handleStreamClose(_ context: MessageContext) async throws {
        cancellations.cancel(context.message.messageID)
    }

    func handleAgentDiscover(_ request: MXPPayload.JSON.DiscoverRequest, _ context: MessageContext) async throws {
        let agent = configuration.agent
        let hasIt = Capability(rawValue: request.capability).map(agent.capabilities.contains) ?? false
        let now = time.now()
        let record = MXPPayload.JSON.AgentRecord(
            id: agent.id, name: agent.name, version: agent.version, description: agent.summary,
            capabilities: agent.capabilities.sorted.map(\.rawValue), tags: agent.tags, address: "", status: .online,
            lastHeartbeat: now, registeredAt: now)
        try await context.reply(
            .response,
            MXPPayload.JSON.DiscoverReply(capability: request.capability, agents: hasIt ? [record] : []))
    }

    func handleAgentHeartbeat(_ request: MXPPayload.JSON.HeartbeatRequest, _ context: MessageContext) async throws {
        try await context.reply(
            .response,
            MXPPayload.JSON.HeartbeatReply(
                success: true, needsRegister: false, agentID: configuration.agent.id, timestamp: time.now()))
    }

    // What answers or notifies needs no answer; somebody who waits for it takes it off the transport instead.
    func handleResponse(_ context: MessageContext) async throws {}
    func handleEvent(_ context: MessageContext) async throws {}
    func handleAck(_ context: MessageContext) async throws {}
    func handleError(_ report: MXPPayload.JSON.ErrorReport, _ context: MessageContext) async throws {}

    private func answer(
        _ context: MessageContext, in session: SessionID, isStreamed: Bool,
        _ work: @escaping @Sendable (SessionDriver, @escaping SessionDriver.ReplySink) async throws -> RunOutcome?
    ) async throws -> RunOutcome {
        let outcome: RunOutcome
        do {
            outcome = try await cancellations.run(context.message.messageID) {
                // From the moment the caller sees the stream open, its cancellation is heard.
                if isStreamed {
                    try await context.reply(
                        .streamOpen,
                        MXPPayload.JSON.StreamOpen(contentType: "text/plain; charset=utf-8", session: session))
                }
                return try await sessions.withDriver(of: session) { driver in
                    let finished = try await work(driver) { text in
                        if isStreamed { try await context.reply(.streamChunk, MXPPayload.TextChunk(text)) }
                    }
                    if let finished { return finished }
                    return await driver.state.lastOutcome ?? RunOutcome(.completed)
                }
            }
        } catch  where isStreamed {
            // A stream that was opened is closed whatever happens; its reader would wait for ever.
            let report = AgentKernel.report(error)
            try await context.reply(
                .streamClose,
                MXPPayload.JSON.StreamClose(finishReason: RunOutcome.Status.failed.rawValue, error: report))
            return RunOutcome(.failed, reason: report.error)
        }
        if isStreamed {
            try await context.reply(.streamClose, MXPPayload.JSON.StreamClose(outcome))
        } else if outcome.status == .completed {
            try await context.reply(
                .response,
                MXPPayload.JSON.CallReply(response: outcome.text, session: session, usage: outcome.usage))
        } else {
            try await context.reply(
                .error, MXPPayload.JSON.ErrorReport(error: outcome.reason, code: outcome.status.rawValue))
        }
        return outcome
    }
}

extension MXPPayload.JSON.StreamClose {
    fileprivate init(_ outcome: RunOutcome) {
        self.init(
            finishReason: outcome.status.rawValue, usage: outcome.usage, text: outcome.text, cost: outcome.cost,
            error: outcome.reason.isEmpty
                ? nil
                : MXPPayload.JSON.ErrorReport(
                    error: outcome.reason, code: outcome.modelError?.description ?? outcome.status.rawValue))
    }
}
