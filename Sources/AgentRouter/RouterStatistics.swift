/// What a router has done so far.
public struct RouterStatistics: Hashable, Sendable {
    /// Models that can be asked.
    public var adaptersRegistered: Int
    /// Calls that found room in their session's window.
    public var windowsAdmitted: UInt64
    /// Calls that found none.
    public var windowsRefused: UInt64
}
