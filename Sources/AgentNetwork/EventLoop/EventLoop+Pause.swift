extension EventLoop {
    /// Waits on the loop's timers instead of the runtime's; ends early when the task is cancelled or the loop stops.
    func pause(for duration: Duration) async {
        let elapsed = OneShot<Void>()
        let timer = schedule(at: .now + duration) { _ in elapsed.resolve(.success(())) }
        defer { if let timer { cancel(timer) } }
        // An early end is what cancellation asks for, so the error has nothing to add.
        _ = try? await elapsed.value(on: self, limit: nil)
    }
}
