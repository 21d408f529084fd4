/// How far a tool reaches; what the default policy decides by.
public enum EffectClass: String, Hashable, Sendable, CaseIterable {
    /// Computes from its arguments and the clock alone.
    case compute
    /// Reads inside the workspace.
    case read
    /// Writes on this machine.
    case write
    /// Lets data leave this machine, or runs a program that may.
    case external
}
