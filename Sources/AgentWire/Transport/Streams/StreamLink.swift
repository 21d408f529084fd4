internal import AgentNetwork
internal import Synchronization

/// A connection that carries MXP messages, through its whole life.
///
/// Closing takes time: what was accepted is sent, the stream is ended, and what the peer still sends is thrown away until it
/// has closed too. A socket that is closed with unread bytes would be reset, and the last messages with it.
final class StreamLink: Sendable {
    private enum Phase {
        /// Next: closing or closed.
        case open
        /// Accepted messages are being sent, then the peer's end is awaited. Next: closed.
        case closing
        /// The socket is closed.
        case closed
    }

    private struct State {
        var phase = Phase.open
        /// Ends a close that takes too long.
        var timer: StreamPort.Timer?
        /// Tasks that wait for the end.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let reader: FrameReader<MXPStreamSource>
    let writer: FrameWriter
    private let port: StreamPort
    private let closeTimeout: Duration
    private let state = Mutex(State())

    init(port: StreamPort, options: StreamTransportOptions) {
        self.port = port
        closeTimeout = options.closeTimeout
        reader = FrameReader(
            source: MXPStreamSource(
                port: port, codec: MXPCodec(options: options.codec), frameTimeout: options.frameTimeout))
        writer = FrameWriter(port: port, limit: options.maxUnsentBytes, timeout: options.sendTimeout)
        reader.onEnd { [weak self] error in
            // At the proper end the peer has closed both directions, as this side does.
            self?.abort(error ?? .transportClosed)
        }
        writer.onFailure { [weak self] error in
            // What came before a reset can still be received; after a time-out nothing is to be hoped for.
            if error.code == .timedOut { self?.abort(.broken(error)) }
        }
        port.onHangUp { [weak writer] in writer?.fail(.transportClosed) }
    }

    /// Ends the connection in order, without waiting for it.
    func close() {
        let isFirst = state.withLock { state in
            guard state.phase == .open else { return false }
            state.phase = .closing
            return true
        }
        guard isFirst else { return }
        startTimer()
        reader.close()
        // From here on the actions that are due keep this object alive.
        writer.close { self.flushed() }
    }

    /// Ends the connection at once.
    func abort(_ error: WireError) {
        reader.fail(error)
        writer.fail(error)
        finish()
    }

    /// Waits until a connection that was closed, by either side, has given its socket back; cancelling the task hurries it.
    func finished() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFinished = state.withLock { state in
                    guard state.phase != .closed else { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isFinished { continuation.resume() }
            }
        } onCancel: {
            abort(.transportClosed)
        }
    }

    /// Everything that was accepted is sent, or never will be.
    private func flushed() {
        guard !writer.isIncomplete else { return finish() }
        // On a connection that broke meanwhile there is nothing to end.
        try? port.finishWriting()
        reader.drain { self.finish() }
    }

    /// Ends the connection when a whole time-out has brought nothing on.
    private func startTimer() {
        let written = writer.written
        let timer = port.startTimer(after: closeTimeout) {
            if self.writer.written == written { self.finish() } else { self.startTimer() }
        }
        let isClosing = state.withLock { state in
            guard state.phase == .closing else { return false }
            state.timer = timer
            return true
        }
        if !isClosing { timer?.cancel() }
    }

    private func finish() {
        // An end in order would tell the peer that it has everything.
        if writer.isIncomplete { port.resetOnClose() }
        let (timer, waiters) = state.withLock { state in
            state.phase = .closed
            defer { (state.timer, state.waiters) = (nil, []) }
            return (state.timer, state.waiters)
        }
        timer?.cancel()
        port.close(
            NetworkError(.connectionClosed, "the connection to \(port.endpoint) was closed", endpoint: port.endpoint))
        for waiter in waiters { waiter.resume() }
    }
}
