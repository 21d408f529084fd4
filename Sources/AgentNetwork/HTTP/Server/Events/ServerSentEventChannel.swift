internal import AgentPrimitives
internal import Synchronization

/// Where events and the comments between them meet: one write after the other.
final class ServerSentEventChannel: Sendable {
    private let writer: HTTPBodyWriter
    private let gate = TurnGate()
    /// Something was sent since the last look.
    private let isActive = Atomic(false)
    /// The events have ended; changed in a turn only, so that no comment is under way once it is set.
    private let isOver = Atomic(false)

    init(_ writer: HTTPBodyWriter) {
        self.writer = writer
    }

    func send(_ bytes: [UInt8]) async throws(NetworkError) {
        try await gate.withTurn { () throws(NetworkError) in
            isActive.store(true, ordering: .relaxed)
            try await writer.write(bytes)
        }
    }

    /// Sends comments while there are no events, until the task is cancelled or the events have ended.
    func keepAlive(_ options: ServerSentEventOptions, every interval: Duration, on loop: EventLoop) async throws {
        await loop.pause(for: min(options.openWithin, interval))
        while !Task.isCancelled {
            let goesOn = try await gate.withTurn { () throws(NetworkError) in
                guard !isOver.load(ordering: .relaxed) else { return false }
                if !isActive.exchange(false, ordering: .relaxed) {
                    try await writer.write(ServerSentEventEncoder().comment())
                }
                return true
            }
            guard goesOn else { return }
            await loop.pause(for: interval)
        }
    }

    /// Waits for a comment that is being sent; cancelling it would cost the connection.
    func end() async {
        await gate.withTurn { isOver.store(true, ordering: .relaxed) }
    }
}
