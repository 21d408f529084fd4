internal import AgentRuntime

/// A gateway's life under Ctrl-C: the first lets the requests at hand end, the second stops at once.
struct GatewayRun {
    private let gateway: GatewayServer
    private let interrupts: InterruptRelay

    init(_ gateway: GatewayServer, interrupts: InterruptRelay) {
        self.gateway = gateway
        self.interrupts = interrupts
    }

    /// Returns when the gateway has ended.
    func untilInterrupted() async {
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await gateway.run() }
            // Cancelled by Ctrl-C, which counts as the first again after; the next then cancels the command, and with it the group.
            _ = try? await interrupts.cancelling { await Self.cancellation() }
            gateway.beginGracefulShutdown()
        }
    }

    /// Returns when the task is cancelled.
    private static func cancellation() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self, bufferingPolicy: .bufferingOldest(1))
        await withTaskCancellationHandler {
            for await _ in stream {}
        } onCancel: {
            continuation.finish()
        }
    }
}
