/// How much a tool call may take.
public struct ToolLimits: Hashable, Sendable {
    /// How long a tool may run; 30 seconds unless set.
    public var timeout: Duration
    /// Bytes of arguments text; 1 MiB unless set.
    public var maximumArgumentBytes: Int
    /// How deep the arguments may nest; 64 unless set.
    public var maximumArgumentDepth: Int
    /// Bytes of a result, the note on what was left out included; 16 KiB unless set.
    public var maximumOutputBytes: Int

    /// Sets the limits.
    public init(
        timeout: Duration = .seconds(30), maximumArgumentBytes: Int = 1 << 20, maximumArgumentDepth: Int = 64,
        maximumOutputBytes: Int = 16 << 10
    ) {
        self.timeout = timeout
        self.maximumArgumentBytes = maximumArgumentBytes
        self.maximumArgumentDepth = maximumArgumentDepth
        self.maximumOutputBytes = maximumOutputBytes
    }
}
