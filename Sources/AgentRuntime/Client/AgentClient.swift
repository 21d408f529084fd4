internal import AgentKernel
internal import AgentPrimitives
internal import AgentWire
internal import Synchronization

/// Sends requests to an agent over its transport and gives every answer to the request that it belongs to.
final class AgentClient: Sendable {
    private let transport: any FrameTransport<MXPMessage>
    private let ids: any IDSource
    /// Cancels the turn of a message at the agent.
    private let cancel: @Sendable (MessageID) -> Void
    /// Requests that wait for answers; `nil` once the transport has ended.
    private let mailboxes = Mutex<[MessageID: ReplyMailbox]?>([:])

    init(
        transport: any FrameTransport<MXPMessage>, ids: any IDSource, cancel: @escaping @Sendable (MessageID) -> Void
    ) {
        self.transport = transport
        self.ids = ids
        self.cancel = cancel
    }

    /// Hands answers on until the transport ends; then every waiting request ends too.
    func run() async throws {
        defer {
            let open = mailboxes.withLock { $0.take() }
            for mailbox in (open ?? [:]).values { mailbox.close() }
        }
        while let message = try await transport.receive() {
            await mailboxes.withLock { $0?[message.messageID] }?.put(message)
        }
    }

    /// Sends a call, hands the answer's text over as it arrives, and returns the turn's end.
    ///
    /// Cancelling the calling task cancels the turn; the method then still waits until the agent has recorded it.
    ///
    /// - Throws: ``AgentError`` with code `refused` or `closed`, `CancellationError`, or what `onText` threw.
    func call(
        _ call: MXPPayload.JSON.Call, onText: (String) async throws -> Void
    ) async throws -> RunOutcome {
        let id = ids.messageID()
        let mailbox = ReplyMailbox()
        let isOpen = mailboxes.withLock { open in
            open?[id] = mailbox
            return open != nil
        }
        guard isOpen else { throw Self.closed }
        defer {
            mailboxes.withLock { $0?[id] = nil }
            mailbox.close()
        }
        let message = MXPMessage(type: .call, messageID: id, traceID: ids.traceID(), payload: call.encoded()[...])
        return try await withTaskCancellationHandler {
            do throws(WireError) {
                try await transport.send(message)
            } catch {
                throw error.code == .cancelled ? CancellationError() : error
            }
            return try await read(mailbox, of: id, onText)
        } onCancel: {
            cancel(id)
        }
    }

    private func read(
        _ mailbox: ReplyMailbox, of id: MessageID, _ onText: (String) async throws -> Void
    ) async throws -> RunOutcome {
        while let message = await mailbox.next() {
            switch message.type {
            case .streamOpen:
                // A cancellation from before the agent had begun found nothing to cancel.
                if Task.isCancelled { cancel(id) }
            case .streamChunk:
                try await onText(try MXPPayload.TextChunk(decoding: message.payload).text)
            case .streamClose:
                return RunOutcome(try MXPPayload.JSON.StreamClose(decoding: message.payload))
            case .error:
                let report = try MXPPayload.JSON.ErrorReport(decoding: message.payload)
                throw AgentError(.refused, "\(report.error) (\(report.code))")
            default:
                continue
            }
        }
        if Task.isCancelled { throw CancellationError() }
        throw Self.closed
    }

    private static var closed: AgentError {
        AgentError(.closed, "The agent ended before it answered. Ask again; the session's log can be resumed.")
    }
}

extension RunOutcome {
    fileprivate init(_ close: MXPPayload.JSON.StreamClose) {
        self.init(
            close.finishReason.flatMap(Status.init) ?? .failed, text: close.text ?? "",
            reason: close.error?.error ?? "", modelError: close.error.flatMap { ModelError.Code(name: $0.code) },
            usage: close.usage ?? Usage(), cost: close.cost)
    }
}
