internal import CAgentSystem

/// A moment on the system's steady clock, in whole nanoseconds.
///
/// Deadlines are compared and stored for every wait. The clock's own instants have a layout that is looked up at run time,
/// which showed in profiles; this is one word.
struct MonotonicTime: Sendable, Comparable, Hashable {
    let nanoseconds: Int64

    static var now: MonotonicTime { MonotonicTime(nanoseconds: agent_monotonic_nanoseconds()) }

    static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// A later moment; one beyond the end of the clock is its end.
    static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (result, excess) = time.nanoseconds.addingReportingOverflow(sum)
        guard !overflow, !carry, !excess else {
            return MonotonicTime(nanoseconds: duration < .zero ? .min : .max)
        }
        return MonotonicTime(nanoseconds: result)
    }

    /// How long it is from this moment to another.
    func duration(to other: MonotonicTime) -> Duration {
        .nanoseconds(other.nanoseconds &- nanoseconds)
    }
}
