internal import AgentPrimitives

/// A clock that goes on by one second each time it is looked at.
struct CountingTime: TimeSource {
    private let seconds = Recorder<Int64>(0)

    func now() -> Timestamp {
        seconds.change { $0 += 1 }
        return Timestamp(microseconds: seconds.value * 1_000_000)
    }
}
