/// What may be done with a call whose outcome a crash left unknown.
public enum Idempotency: String, Hashable, Sendable {
    /// Run it again: it has no effect outside its result.
    case pure
    /// Run it again with the same idempotency key: the receiver drops a repeat.
    case keyed
    /// Ask the tool's own hook what came of it.
    case reconcilable
    /// Never run it again unasked: a person decides.
    case unsafe
}
