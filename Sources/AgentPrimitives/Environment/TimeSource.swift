/// Where the current time comes from; injected, so that a run can be replayed and tested.
public protocol TimeSource: Sendable {
    /// The current civil time.
    func now() -> Timestamp
}
