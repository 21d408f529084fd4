internal import Synchronization

extension WebSocket {
    /// Sends a message, and returns when the operating system has taken it.
    ///
    /// Tasks that send at the same time take turns in the order in which they came; small messages that wait for their
    /// turn leave together.
    ///
    /// - Throws: `connectionClosed` when the WebSocket is closing or closed, `timedOut` (phase `write`) when the peer takes
    ///   nothing for ``WebSocketTimeouts/writeTimeout``, `cancelled`, `shutDown`, `tlsFailed`.
    public func send(_ message: WebSocketMessage) async throws(NetworkError) {
        try await transmit(encoder.frame(message))
    }

    /// Sends messages one after the other in as few system calls as possible; see ``send(_:)``.
    public func send(contentsOf messages: [WebSocketMessage]) async throws(NetworkError) {
        guard !messages.isEmpty else { return }
        var frames: [UInt8] = []
        for message in messages { encoder.append(message, to: &frames) }
        try await transmit(frames)
    }

    /// Sends a Ping; an answer counts as a sign of life and is not reported.
    ///
    /// - Parameter payload: At most 125 bytes.
    /// - Throws: `invalidUse` for a longer payload, and what ``send(_:)`` throws.
    public func ping(_ payload: [UInt8] = []) async throws(NetworkError) {
        guard payload.count <= WebSocketFrameHeader.maxControlPayload else {
            throw NetworkError(
                .invalidUse,
                "a Ping has at most \(WebSocketFrameHeader.maxControlPayload) bytes, found \(payload.count)",
                endpoint: endpoint)
        }
        try await transmit(encoder.frame(.ping, payload))
    }

    /// Sends frames that are complete, when their turn has come.
    ///
    /// - Parameter isMessage: Whether they have to leave before a Close frame does.
    func transmit(_ frames: [UInt8], isMessage: Bool = true) async throws(NetworkError) {
        while true {
            switch state.withLock({ $0.session.admit(frames, isMessage: isMessage) }) {
            case .write(let bytes):
                return try await write(bytes)
            case .refuse(let error):
                throw error.at(endpoint, during: .write)
            case .wait:
                break
            }
            switch await waitForTurn(frames, isMessage: isMessage) {
            case .lead(let batch): return try await write(batch.bytes, for: batch.followers)
            case .sent: return
            case .failed(let error): throw error.at(endpoint, during: .write)
            case .retry: continue
            }
        }
    }

    /// Writes what the lane was taken for, and gives the lane up.
    func write(_ bytes: [UInt8], for followers: [WebSocketSession.Sender] = []) async throws(NetworkError) {
        do throws(NetworkError) {
            try await stream.write(bytes[...], limit: .idle(timeouts.writeTimeout, .write))
        } catch {
            let error = error.at(endpoint, during: .write)
            failSending(error, followers)
            throw error
        }
        for follower in followers { follower.resume(returning: .sent) }
        await release()
    }

    /// Writes what the lane was taken for as far as that goes without waiting, and gives the lane up.
    func writeNow(_ bytes: [UInt8]) {
        var bytes = bytes
        while true {
            do throws(NetworkError) {
                let rest = try stream.writeNow(bytes[...])
                switch state.withLock({ $0.session.release(leaving: rest ?? []) }) {
                case .nothing: return
                case .write(let pong): bytes = pong
                case .handOver(let sender, let batch): return sender.resume(returning: .lead(batch))
                }
            } catch {
                return failSending(error.at(endpoint, during: .write), [])
            }
        }
    }

    private func release() async {
        while true {
            switch state.withLock({ $0.session.release() }) {
            case .nothing:
                return
            case .handOver(let sender, let batch):
                return sender.resume(returning: .lead(batch))
            case .write(let pong):
                do throws(NetworkError) {
                    try await stream.write(pong[...], limit: .idle(timeouts.writeTimeout, .write))
                } catch {
                    return failSending(error.at(endpoint, during: .write), [])
                }
            }
        }
    }

    private func waitForTurn(_ frames: [UInt8], isMessage: Bool) async -> WebSocketSession.Turn {
        await withTaskCancellationHandler {
            await withCheckedContinuation { sender in
                let isWaiting = state.withLock { $0.session.enqueue(frames, isMessage: isMessage, sender) }
                if !isWaiting { sender.resume(returning: .retry) }
            }
        } onCancel: {
            abort(.cancelled)
        }
    }

    /// Tells everybody who waits to send; where the peer has gone, what it said before may still be there to be received.
    private func failSending(_ error: NetworkError, _ followers: [WebSocketSession.Sender]) {
        let senders = followers + state.withLock { $0.session.failSending(error) }
        for sender in senders { sender.resume(returning: .failed(error)) }
        if error.code != .connectionClosed { abort(error) }
    }
}
