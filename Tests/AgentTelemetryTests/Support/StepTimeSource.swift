internal import AgentPrimitives
internal import Synchronization

/// A clock that goes on by one microsecond each time it is read.
final class StepTimeSource: TimeSource {
    private let next = Mutex<Int64>(0)

    func now() -> Timestamp {
        next.withLock { next in
            next += 1
            return Timestamp(microseconds: next)
        }
    }
}
