internal import Synchronization

extension WebSocket {
    /// How much is read from the stream at once.
    private static let readSize = 64 * 1024

    /// Waits for the next message.
    ///
    /// - Returns: The message, or nil when the connection was closed properly, or by ``close(code:reason:)``; then
    ///   ``closeCode`` has the peer's code. Once it has returned nil it does so again.
    /// - Throws: `protocolViolation` for what the protocol forbids, text that is not UTF-8 included; `limitExceeded` for a
    ///   message over the ``WebSocketLimits``; `truncated` when the stream ends without a Close frame; `timedOut` when the
    ///   peer gives no sign of life; `connectionClosed`, `cancelled`, `shutDown`; `invalidUse` when another task receives.
    ///   Except for the last one the connection is closed by then, and the peer was told why where that was possible.
    public func receive() async throws(NetworkError) -> WebSocketMessage? {
        var step = state.withLock { $0.session.receive(at: .now) }
        while true {
            switch step {
            case .deliver(let message):
                return message
            case .read:
                step = await read()
            case .write(let pong):
                // A failure to send does not keep the peer from being heard.
                do throws(NetworkError) { try await write(pong) } catch {}
                step = state.withLock { $0.session.goOn(at: .now) }
            case .windUp(let close):
                await windUp(close)
                step = state.withLock { $0.session.receive(at: .now) }
            case .awaitEnd:
                await awaitEnd()
                step = state.withLock { $0.session.receive(at: .now) }
            case .end(.closed):
                return nil
            case .end(.failed(let error)):
                throw error.at(endpoint, during: .read)
            case .refuse:
                throw NetworkError(
                    .invalidUse, "two tasks receive from the same WebSocket at once; let one finish first",
                    endpoint: endpoint)
            }
        }
    }

    private func read() async -> WebSocketSession.Step {
        do throws(NetworkError) {
            guard var bytes = try await stream.read(max: Self.readSize, limit: nil) else {
                end(closing: closedError) { $0.streamEnded() }
                return state.withLock { $0.session.receive(at: .now) }
            }
            return state.withLock { state in
                // Moved and not shared, so that the bytes are unmasked where they are.
                var input: [UInt8] = []
                swap(&input, &bytes)
                return state.session.feed(input, at: .now)
            }
        } catch {
            abort(error)
            return state.withLock { $0.session.receive(at: .now) }
        }
    }
}
