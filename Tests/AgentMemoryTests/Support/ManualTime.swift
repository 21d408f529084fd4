internal import AgentPrimitives
internal import Synchronization

/// A clock that a test sets.
final class ManualTime: TimeSource {
    private let microseconds: Mutex<Int64>

    init(_ microseconds: Int64 = 0) {
        self.microseconds = Mutex(microseconds)
    }

    func now() -> Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }

    func set(_ microseconds: Int64) {
        self.microseconds.withLock { $0 = microseconds }
    }
}
