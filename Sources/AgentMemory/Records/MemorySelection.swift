/// Records to be erased: by name, or all that a filter means.
public enum MemorySelection: Hashable, Sendable {
    /// The records of these identifiers.
    case records([String])
    /// The records that a filter means, those behind a summary included.
    case matching(MemoryFilter)
}
