/// One thing to measure, and what it is measured against.
struct Benchmark: Sendable {
    /// What is measured, such as `xxh3/16KiB`.
    let name: String
    /// How a run's time is told.
    let unit: Unit
    /// The figure to reach, if one is set.
    let target: Target?
    /// Carries out one run and returns the number of operations or bytes in it.
    let run: @Sendable () async throws -> Int
    /// The same work by somebody else's code, and its name.
    let peer: Peer?

    struct Peer: Sendable {
        let name: String
        let run: @Sendable () async throws -> Int
    }

    enum Unit: String, Sendable {
        case nanosecondsPerOperation = "ns/op"
        case operationsPerSecond = "op/s"
        case megabytesPerSecond = "MB/s"
        /// The run returns bytes; how long it takes does not matter.
        case megabytes = "MB"
        /// The run returns nanoseconds that it has measured itself.
        case microseconds = "µs"

        /// The figure of a run of `count` operations or bytes that took `seconds`.
        func value(count: Int, seconds: Double) -> Double {
            switch self {
            case .nanosecondsPerOperation: seconds * 1e9 / Double(count)
            case .operationsPerSecond: Double(count) / seconds
            case .megabytesPerSecond: Double(count) / seconds / 1e6
            case .megabytes: Double(count) / 1e6
            case .microseconds: Double(count) / 1e3
            }
        }

        var lessIsBetter: Bool {
            switch self {
            case .nanosecondsPerOperation, .megabytes, .microseconds: true
            case .operationsPerSecond, .megabytesPerSecond: false
            }
        }
    }

    enum Target: Sendable {
        case atMost(Double)
        case atLeast(Double)
        /// The figure over the peer's, from the same run.
        case timesPeer(Double)
    }

    init(
        _ name: String, _ unit: Unit, target: Target? = nil, peer: Peer? = nil,
        run: @escaping @Sendable () async throws -> Int
    ) {
        self.name = name
        self.unit = unit
        self.target = target
        self.run = run
        self.peer = peer
    }
}
