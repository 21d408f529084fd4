/// How much a change of keys does at once.
public struct RotationOptions: Hashable, Sendable {
    /// One step looks at so many events, blobs or snapshots; other calls come between the steps.
    public var rowsPerStep = 500
    /// One step encrypts so many bytes anew.
    public var bytesPerStep = 4 << 20

    /// Takes the defaults.
    public init() {}
}
