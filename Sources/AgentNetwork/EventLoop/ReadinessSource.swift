/// Something with a descriptor that an event loop watches.
///
/// Called on the loop's thread, without locks held.
protocol ReadinessSource: AnyObject, Sendable {
    /// The descriptor may be usable again in these directions.
    func becameReady(_ readiness: Readiness)
    /// The loop ends; nothing will be reported any more.
    func loopStopped()
}
