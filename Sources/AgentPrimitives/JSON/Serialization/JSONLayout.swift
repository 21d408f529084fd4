/// How a serialised document is laid out.
public enum JSONLayout: Sendable, Hashable {
    /// No whitespace.
    case compact
    /// One member or element a line, indented by that many spaces for each level; empty containers stay on one line.
    case pretty(indent: Int = 2)
}
