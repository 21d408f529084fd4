internal import Synchronization

extension WebSocket {
    /// Closes the connection: sends a Close frame after what is being sent, waits for the peer's, and ends the stream.
    ///
    /// Messages that still come are dropped, and sending is refused from now on. It takes at most
    /// ``WebSocketTimeouts/closeTimeout``; when it returns, the stream is closed. Closing again, or a connection that has
    /// ended, is harmless.
    ///
    /// - Parameters:
    ///   - code: Why. One that no frame may carry (``WebSocketCloseCode/isSendable``) is left out.
    ///   - reason: For people; cut to 123 bytes, which is all that a Close frame has room for.
    public func close(code: WebSocketCloseCode = .normalClosure, reason: String = "") async {
        do throws(NetworkError) {
            if state.withLock({ $0.session.lifecycle.requestClose(at: .now) }) {
                setTimer()
                let frame = WebSocketCloseFrame(code: code, reason: reason)
                try await transmit(encoder.frame(.close, frame.payload), isMessage: false)
            }
            // Gives nil at the end; messages are not delivered any more.
            while try await receive() != nil {}
        } catch {
            // The connection has ended all the same, and whoever receives is told how.
        }
    }

    /// Begins to close and does not wait: whoever receives brings the connection to its end.
    ///
    /// For callers that cannot wait, on any thread. The limits are those of ``close(code:reason:)``.
    func beginClose(code: WebSocketCloseCode, reason: String) {
        let close = WebSocketCloseFrame(code: code, reason: reason)
        let (isFirst, bytes) = state.withLock { state -> (Bool, [UInt8]?) in
            guard state.session.lifecycle.requestClose(at: .now) else { return (false, nil) }
            return (true, state.session.sendLast(encoder.frame(.close, close.payload)))
        }
        guard isFirst else { return }
        setTimer()
        if let bytes { writeNow(bytes) }
    }

    /// Ends the stream after the last frame: says so, and waits until the peer has done the same.
    ///
    /// Closing at once could destroy what is still on its way: a system that receives bytes for a closed socket resets the
    /// connection. The server ends first (RFC 6455 section 7.1.1).
    func windUp(_ close: WebSocketCloseFrame?) async {
        setTimer()
        do throws(NetworkError) {
            if let close { try await transmit(encoder.frame(.close, close.payload), isMessage: false) }
            if role == .server { try await stream.finishWriting(limit: .idle(timeouts.closeTimeout, .write)) }
            while try await stream.read(max: 64 * 1024, limit: nil) != nil {}
        } catch {
            // The timer, the task's cancellation, or the peer has ended it: any way is good enough now.
        }
        end(closing: closedError) { $0.finish() }
    }

    /// Closes the stream at once and tells everybody who waits.
    func abort(_ error: NetworkError) {
        end(closing: error) { $0.streamFailed(error) }
    }

    /// Closes the stream, and wakes who waits for that or for a turn to send.
    func end(closing reason: NetworkError, _ change: (inout WebSocketLifecycle) -> Void) {
        let (senders, waiters, timer) = state.withLock { state in
            change(&state.session.lifecycle)
            let senders = state.session.failSending(reason)
            defer {
                state.endWaiters = []
                state.timer = nil
            }
            return (senders, state.endWaiters, state.timer)
        }
        if let timer { loop.cancel(timer) }
        stream.close(reason)
        for sender in senders { sender.resume(returning: .failed(reason)) }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until another task has brought the connection to its end.
    func awaitEnd() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isOver = state.withLock { state in
                    guard state.session.lifecycle.ending == nil else { return true }
                    state.endWaiters.append(waiter)
                    return false
                }
                if isOver { waiter.resume() }
            }
        } onCancel: {
            abort(.cancelled)
        }
    }

    var closedError: NetworkError {
        NetworkError(.connectionClosed, "the WebSocket with \(endpoint) is closed", endpoint: endpoint)
    }
}
