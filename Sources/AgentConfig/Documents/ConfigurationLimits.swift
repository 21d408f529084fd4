/// How much configuration is read.
public struct ConfigurationLimits: Hashable, Sendable {
    /// The largest file in bytes.
    public var fileBytes = 1 << 20

    /// Starts from the defaults.
    public init() {}
}
