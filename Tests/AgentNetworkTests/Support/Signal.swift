internal import Foundation

/// Lets one thread or task wait until another has reached a point; fired once, seen by all.
final class Signal: @unchecked Sendable {
    // Safe: `condition` guards both fields.
    private let condition = NSCondition()
    private var isFired = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func fire() {
        condition.lock()
        isFired = true
        let waiters = waiters
        self.waiters = []
        condition.broadcast()
        condition.unlock()
        for waiter in waiters { waiter.resume() }
    }

    /// For threads of a test's own.
    func wait() {
        condition.lock()
        while !isFired { condition.wait() }
        condition.unlock()
    }

    /// For tasks.
    func reached() async {
        await withCheckedContinuation { continuation in
            condition.lock()
            let isFired = isFired
            if !isFired { waiters.append(continuation) }
            condition.unlock()
            if isFired { continuation.resume() }
        }
    }
}
